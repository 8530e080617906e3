using Pingap.Cli.Conversion.Findings;

namespace Pingap.Cli.Conversion.Listening;

/// <summary>The TLS versions that a group of listeners speaks; <c>null</c> where it is our default.</summary>
/// <param name="Oldest">The oldest one.</param>
/// <param name="Newest">The newest one.</param>
internal sealed record TlsVersions(string? Oldest, string? Newest)
{
    /// <summary>Our default: TLS 1.2 and 1.3.</summary>
    public static readonly TlsVersions Default = new(null, null);

    /// <summary>Reads <c>ssl_protocols</c> of the default server, which decides for its address.</summary>
    public static TlsVersions Of(ListenerGroup group, FindingList findings)
    {
        if (group.Default.Scope.Find("ssl_protocols") is not { } protocols) return Default;
        if (protocols.Args.Any(version => version is not ("TLSv1.2" or "TLSv1.3")))
            findings.Note(protocols, "only TLS 1.2 and 1.3 are spoken (RFC 8996)");
        return (protocols.Args.Contains("TLSv1.2"), protocols.Args.Contains("TLSv1.3")) switch
        {
            (true, false) => new TlsVersions(null, "tlsv1.2"),
            (false, true) => new TlsVersions("tlsv1.3", null),
            _ => Default,
        };
    }
}
