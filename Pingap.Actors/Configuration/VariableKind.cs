namespace Pingap.Actors.Configuration;

/// <summary>What a variable in a value stands for.</summary>
public enum VariableKind
{
    /// <summary><c>$host</c>: the requested host, without port.</summary>
    Host,

    /// <summary><c>$scheme</c>: <c>http</c> or <c>https</c>.</summary>
    Scheme,

    /// <summary><c>$hostname</c>: the name of this machine.</summary>
    Hostname,

    /// <summary><c>$remote_addr</c>: the client's address, behind trusted proxies the one they name.</summary>
    RemoteAddr,

    /// <summary><c>$remote_port</c>: the port of the connection's peer.</summary>
    RemotePort,

    /// <summary><c>$server_addr</c>: the local address of the connection.</summary>
    ServerAddr,

    /// <summary><c>$server_port</c>: the local port of the connection.</summary>
    ServerPort,

    /// <summary><c>$upstream_addr</c>: <c>host:port</c> of the backend picked.</summary>
    UpstreamAddr,

    /// <summary><c>$proxy_add_x_forwarded_for</c>: the X-Forwarded-For that the proxy would send.</summary>
    ProxyAddXForwardedFor,

    /// <summary><c>$uri</c>: the path as received, without the query.</summary>
    Uri,

    /// <summary><c>$args</c>: the query, without <c>?</c>.</summary>
    Args,

    /// <summary><c>$request_method</c>.</summary>
    RequestMethod,

    /// <summary><c>$request_id</c>: the id that error pages and logs show.</summary>
    RequestId,

    /// <summary><c>$http_name</c>: a header field of the request.</summary>
    Header,

    /// <summary>A named or numbered capture of the location's path, host or rewrite expression.</summary>
    Capture,
}
