using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Conversion.Result;

/// <summary>One of our servers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Origins">The <c>server</c> blocks it comes from.</param>
/// <param name="Addresses">What it listens on, separated by commas.</param>
/// <param name="Locations">Names of its locations.</param>
internal sealed record ConvertedServer(string Name, IReadOnlyList<NginxDirective> Origins, string Addresses, IReadOnlyList<string> Locations)
{
    /// <summary>Whether it speaks TLS.</summary>
    public bool IsTls { get; init; }

    /// <summary>Whether it listens on a Unix domain socket, to which everybody may connect, as with nginx.</summary>
    public bool HasSocket { get; init; }

    /// <summary><c>enabled_h2</c>; <c>null</c> for our default, which is TLS only.</summary>
    public bool? IsHttp2 { get; init; }

    /// <summary><c>tls_min_version</c>, or <c>null</c> for our default, TLS 1.2.</summary>
    public string? OldestTls { get; init; }

    /// <summary><c>tls_max_version</c>, or <c>null</c> for our default, TLS 1.3.</summary>
    public string? NewestTls { get; init; }
}
