namespace Pingap.Actors.Configuration.Values;

/// <summary>Reads how an upstream chooses among its backends, in the words of both dialects.</summary>
internal static class BalancingText
{
    /// <summary>The words that need no name after them, in the spelling to recommend.</summary>
    public static readonly ValueList<string> Words =
    [
        "round_robin", "weighted_round_robin", "least_conn", "p2c", "peak_ewma", "random", "ip_hash", "hash", "hash:ip", "hash:url", "hash:path", "sticky",
    ];

    /// <summary>The words that a name must follow.</summary>
    public static readonly ValueList<string> Prefixes = ["hash:header:", "hash:cookie:", "hash:query:"];

    private static readonly string[] Names = [.. Words, .. Prefixes.Select(prefix => $"{prefix}NAME")];

    /// <summary>Reads an algorithm; for <c>sticky</c> the cookie has its defaults.</summary>
    public static bool TryParse(string text, out BalancingConfig balancing, out string wrong)
    {
        wrong = "";
        balancing = BalancingConfig.RoundRobin;
        if (Plain(text) is { } plain)
        {
            balancing = plain;
            return true;
        }

        foreach (var (prefix, source, what) in new[]
        {
            (Prefixes[0], HashSource.Header, "header field"), (Prefixes[1], HashSource.Cookie, "cookie"), (Prefixes[2], HashSource.Query, "query parameter"),
        })
        {
            if (text != prefix[..^1] && !text.StartsWith(prefix, StringComparison.Ordinal)) continue;
            var name = text.Length > prefix.Length ? text[prefix.Length..] : "";
            balancing = BalancingConfig.HashOf(source, name);
            if (name.Length == 0) wrong = $"names no {what}; write one such as {prefix}NAME";
            else if (!IsName(source, name)) wrong = $"has a name that no {what} has; write one such as {prefix}NAME";
            return wrong.Length == 0;
        }

        wrong = $"is not an algorithm; {Nearest.Suggestion(text, Names, "use round_robin, least_conn, p2c, peak_ewma, random, ip_hash, hash:path or sticky")}";
        return false;
    }

    private static BalancingConfig? Plain(string text) => text switch
    {
        "round_robin" or "weighted_round_robin" => BalancingConfig.RoundRobin,
        "least_conn" => BalancingConfig.LeastConnections,
        "p2c" => new(BalancingAlgorithm.PowerOfTwoChoices),
        "peak_ewma" => new(BalancingAlgorithm.PeakEwma),
        "random" => new(BalancingAlgorithm.Random),
        "ip_hash" or "hash:ip" => BalancingConfig.IpHash,
        "hash:url" => BalancingConfig.HashOf(HashSource.Url),
        // As Pingap's documents say; its code takes turns.
        "hash" or "hash:path" => BalancingConfig.HashOf(HashSource.Path),
        "sticky" => new(BalancingAlgorithm.Sticky) { Sticky = StickyConfig.Default },
        _ => null,
    };

    // A parameter's name is compared as received, so it can hold nothing that ends a name there.
    private static bool IsName(HashSource source, string name) => source is HashSource.Query
        ? FieldSyntax.IsValue(name) && !name.AsSpan().ContainsAny(" \t&=#")
        : FieldSyntax.IsToken(name);
}
