namespace Pingap.Actors.Configuration;

/// <summary>Where a backend is reached: a host name or IP address (IPv6 without brackets), and a TCP port.</summary>
public readonly record struct BackendAddress(string Host, int Port)
{
    /// <summary><c>host:port</c>, with brackets around an IPv6 address.</summary>
    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
