using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Conversion.Result;

/// <summary>One of our upstreams.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Origin">What it comes from: an <c>upstream</c> block, or the directive that names an address.</param>
/// <param name="Addresses">The backends as <c>host:port</c>.</param>
internal sealed record ConvertedUpstream(string Name, NginxDirective Origin, IReadOnlyList<string> Addresses)
{
    /// <summary>What sets it apart from another one with the same backends, or <c>null</c>.</summary>
    public string? Remark { get; init; }

    /// <summary>A share for each backend; empty if all are alike.</summary>
    public IReadOnlyList<int> Weights { get; init; } = [];

    /// <summary>Those that stand in when all others fail, as <c>host:port</c> or <c>host:port weight</c>.</summary>
    public IReadOnlyList<string> Backups { get; init; } = [];

    /// <summary><c>algorithm</c></summary>
    public string? Algorithm { get; init; }

    /// <summary>The name for TLS, or <c>null</c> for cleartext.</summary>
    public string? Sni { get; init; }

    /// <summary>Whether the backends' certificates are verified; <c>null</c> without TLS.</summary>
    public bool? VerifiesCertificate { get; init; }

    /// <summary><c>alpn</c></summary>
    public string? Alpn { get; init; }

    /// <summary>Times by their keys.</summary>
    public IReadOnlyList<(string Key, TimeSpan Time)> Times { get; init; } = [];

    /// <summary>Failures in a row that take a backend out, or <c>null</c>.</summary>
    public int? MaxFailures { get; init; }

    /// <summary>How long it then stays out.</summary>
    public TimeSpan? FailTimeout { get; init; }

    /// <summary>Statuses that are failures, or <c>null</c> for none.</summary>
    public string? FailureStatuses { get; init; }
}
