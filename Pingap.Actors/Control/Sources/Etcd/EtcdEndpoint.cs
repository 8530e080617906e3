namespace Pingap.Actors.Control.Sources.Etcd;

/// <summary>One member of an etcd cluster: a host name or IP address (IPv6 without brackets), and the TCP port its clients use.</summary>
public readonly record struct EtcdEndpoint(string Host, int Port)
{
    /// <summary>The port of an endpoint that names none.</summary>
    public const int DefaultPort = 2379;

    /// <summary><c>host:port</c>, with brackets around an IPv6 address.</summary>
    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
