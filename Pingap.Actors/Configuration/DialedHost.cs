namespace Pingap.Actors.Configuration;

/// <summary>One entry of <c>addrs</c> with <see cref="DiscoveryKind.Transparent"/>: a host that requests may name, or all below one.</summary>
/// <param name="Host">The name in lower case, or an IP address (IPv6 without brackets).</param>
/// <param name="IsBelow">Whether it stands for all names below <paramref name="Host"/>, and not for that one: <c>*.example.com</c>.</param>
/// <param name="Port">The port.</param>
public sealed record DialedHost(string Host, bool IsBelow, int Port)
{
    /// <summary>As it is written, with the port.</summary>
    public override string ToString() => IsBelow ? $"*.{Host}:{Port}" : new BackendAddress(Host, Port).ToString();
}
