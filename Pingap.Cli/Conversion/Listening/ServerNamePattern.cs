using System.Text.RegularExpressions;
using Pingap.Actors.Configuration;
using Pingap.Cli.Conversion.Toml;

namespace Pingap.Cli.Conversion.Listening;

/// <summary>One name of a server.</summary>
/// <param name="Kind">How it compares.</param>
/// <param name="Text">Exact: the name in lower case. Wildcards: <c>.example.com</c>, <c>mail.</c>. Regex: the expression.</param>
/// <param name="Order">The place of its server in the file, which decides between expressions.</param>
internal sealed record ServerNamePattern(ServerNameKind Kind, string Text, int Order)
{
    /// <summary>The name of the default server that it does not have.</summary>
    public static readonly ServerNamePattern Any = new(ServerNameKind.Any, "", int.MaxValue);

    /// <summary>The same in a location's <c>host</c>.</summary>
    public string Host => PlainText.Of(Kind switch
    {
        ServerNameKind.Exact when IsNumber && !System.Net.IPAddress.TryParse(Text, out _) => $"~^{Regex.Escape(Text)}$",
        ServerNameKind.Exact => Text.Length > 0 ? Text : "~^$",
        ServerNameKind.LeadingWildcard when IsNumber => $"~.{Regex.Escape(Text)}$",
        ServerNameKind.LeadingWildcard => "*" + Text,
        ServerNameKind.TrailingWildcard => $"~(?i)^{Regex.Escape(Text)}.",
        // nginx compares the host in lower case, and ignores case if the expression has a capital. A comma would end the pattern.
        _ => Text.Contains(',', StringComparison.Ordinal) ? $"~(?i)(?:{Text})" : $"~(?i){Text}",
    });

    /// <summary>Whether it has digits only, like an address; then it is no name that a certificate could be for.</summary>
    public bool IsNumber => Text.Length > 0 && Text.All(c => char.IsAsciiDigit(c) || c is '.');

    /// <summary>Whether nginx looks at this one first.</summary>
    public bool Precedes(ServerNamePattern other) => (Kind, other.Kind) switch
    {
        var (mine, others) when mine != others => mine > others,
        (ServerNameKind.Regex, _) => Order < other.Order,
        _ => Text.Length > other.Text.Length,
    };

    /// <summary>Whether some host may have both names; <c>false</c> only if certainly none has.</summary>
    public bool MayOverlap(ServerNamePattern other)
    {
        var (first, second) = Kind >= other.Kind ? (this, other) : (other, this);
        return (first.Kind, second.Kind) switch
        {
            (_, ServerNameKind.Any) => true,
            (ServerNameKind.Exact, _) => second.Takes(first.Text),
            (ServerNameKind.LeadingWildcard, ServerNameKind.LeadingWildcard) =>
                first.Text.EndsWith(second.Text, StringComparison.Ordinal) || second.Text.EndsWith(first.Text, StringComparison.Ordinal),
            (ServerNameKind.TrailingWildcard, ServerNameKind.TrailingWildcard) =>
                first.Text.StartsWith(second.Text, StringComparison.Ordinal) || second.Text.StartsWith(first.Text, StringComparison.Ordinal),
            _ => true,
        };
    }

    private bool Takes(string host) => Kind switch
    {
        ServerNameKind.Exact => host == Text,
        ServerNameKind.LeadingWildcard => host.Length > Text.Length && host.EndsWith(Text, StringComparison.Ordinal),
        ServerNameKind.TrailingWildcard => host.Length > Text.Length && host.StartsWith(Text, StringComparison.Ordinal),
        _ => LinearRegex.Parse("(?i)" + Text).IsMatch(host),
    };
}
