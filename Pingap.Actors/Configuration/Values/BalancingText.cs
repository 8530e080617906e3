namespace Pingap.Actors.Configuration.Values;

/// <summary>Reads how an upstream chooses among its backends, in the words of both dialects.</summary>
internal static class BalancingText
{
    private const string Instead = "use hash:ip, round_robin or least_conn";

    private static readonly string[] Names =
        ["round_robin", "weighted_round_robin", "least_conn", "ip_hash", "hash:ip", "hash:url", "hash:path", "hash:header:NAME", "hash:cookie:NAME", "hash:query:NAME"];

    /// <summary>Reads an algorithm. One that is only understood is wrong too: another in its place would send requests elsewhere.</summary>
    public static bool TryParse(string text, out BalancingAlgorithm algorithm, out string wrong)
    {
        wrong = "";
        algorithm = text switch
        {
            "least_conn" => BalancingAlgorithm.LeastConnections,
            "ip_hash" or "hash:ip" => BalancingAlgorithm.IpHash,
            _ => BalancingAlgorithm.RoundRobin,
        };
        if (text is "round_robin" or "weighted_round_robin" || algorithm is not BalancingAlgorithm.RoundRobin) return true;
        wrong = Wrong(text);
        return false;
    }

    private static string Wrong(string text)
    {
        if (text is "hash" or "hash:url" or "hash:path") return $"is {NotYet.MustNotBeIgnored}; {Instead}";
        foreach (var (prefix, what) in new[] { ("hash:header:", "header field"), ("hash:cookie:", "cookie"), ("hash:query:", "query parameter") })
        {
            if (text == prefix || text == prefix[..^1]) return $"names no {what}; write one such as {prefix}NAME";
            if (text.StartsWith(prefix, StringComparison.Ordinal)) return $"is {NotYet.MustNotBeIgnored}; {Instead}";
        }

        return $"is not an algorithm; {Nearest.Suggestion(text, Names, "use round_robin, weighted_round_robin, least_conn or ip_hash")}";
    }
}
