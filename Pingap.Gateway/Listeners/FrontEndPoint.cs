using System.Net;

namespace Pingap.Gateway.Listeners;

/// <summary>
/// One of the three doors of the one Kestrel server. They are no addresses: the sockets that clients connect to are a
/// <see cref="ListenerSet"/>'s, and come and go while these stay.
/// </summary>
public sealed class FrontEndPoint : EndPoint
{
    private readonly string _name;

    private FrontEndPoint(string name) => _name = name;

    /// <summary>Cleartext HTTP/1.1.</summary>
    public static FrontEndPoint Http1 { get; } = new("front:http1");

    /// <summary>Cleartext HTTP/2 with prior knowledge (RFC 9113 §3.3).</summary>
    public static FrontEndPoint Http2 { get; } = new("front:http2");

    /// <summary>TLS; HTTP/1.1 or HTTP/2 by ALPN.</summary>
    public static FrontEndPoint Tls { get; } = new("front:tls");

    /// <inheritdoc/>
    public override string ToString() => _name;
}
