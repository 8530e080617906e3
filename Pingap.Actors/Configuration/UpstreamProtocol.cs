namespace Pingap.Actors.Configuration;

/// <summary>The HTTP version spoken to backends (<c>alpn</c>).</summary>
public enum UpstreamProtocol
{
    /// <summary>HTTP/1.1 (<c>h1</c>).</summary>
    Http1,

    /// <summary>HTTP/2 (<c>h2</c>); without TLS by prior knowledge.</summary>
    Http2,

    /// <summary>HTTP/2 where TLS negotiates it, else HTTP/1.1 (<c>h2h1</c>).</summary>
    Http2OrHttp1,
}
