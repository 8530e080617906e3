using System.Globalization;

namespace Pingap.Actors.Discovery.Docker;

/// <summary>Where the Docker engine listens (<c>DOCKER_HOST</c>).</summary>
/// <param name="Socket">The path of its Unix socket, or <c>null</c> for TCP.</param>
/// <param name="Host">Its host, for TCP.</param>
/// <param name="Port">Its port, for TCP.</param>
/// <param name="Wrong">What is wrong with the address and what would do, to be said after it; empty when nothing is.</param>
public sealed record DockerAddress(string? Socket, string Host, int Port, string Wrong)
{
    private const int PlainPort = 2375;

    private static readonly DockerAddress Default = new("/var/run/docker.sock", "", 0, "");

    /// <summary>As the environment of this process says.</summary>
    public static DockerAddress OfThisProcess => Parse(
        Environment.GetEnvironmentVariable("DOCKER_HOST"), Environment.GetEnvironmentVariable("DOCKER_TLS_VERIFY") is { Length: > 0 });

    /// <summary>Reads <c>unix:///var/run/docker.sock</c>, <c>tcp://host:2375</c> or <c>http://host:2375</c>.</summary>
    /// <param name="text">The value of <c>DOCKER_HOST</c>, or <c>null</c>.</param>
    /// <param name="isTls">Whether <c>DOCKER_TLS_VERIFY</c> is set.</param>
    public static DockerAddress Parse(string? text, bool isTls)
    {
        if (string.IsNullOrEmpty(text)) return Default;
        if (text.StartsWith("unix://", StringComparison.Ordinal) && text.Length > 7) return Default with { Socket = text[7..] };
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("tcp" or "http" or "https") || url.Host.Length == 0)
            return Default with { Wrong = $"DOCKER_HOST '{text}' is not an address; write unix:///var/run/docker.sock or tcp://host:2375" };
        return isTls || url.Scheme is "https"
            ? Default with { Wrong = "DOCKER_HOST asks for TLS, which is not spoken to the engine; use its socket, or TCP without TLS on a network you trust" }
            : new DockerAddress(null, url.Host, url.Port > 0 && !url.IsDefaultPort ? url.Port : url.Scheme is "http" ? 80 : PlainPort, "");
    }

    /// <inheritdoc/>
    public override string ToString() => Socket ?? string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
