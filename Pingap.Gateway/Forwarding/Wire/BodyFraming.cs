namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>How the end of a response's body is found (RFC 9112 §6.3).</summary>
internal enum BodyFraming
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>After as many octets as Content-Length says.</summary>
    Length,

    /// <summary>After the last chunk and its trailers.</summary>
    Chunked,

    /// <summary>Where the backend closes the connection.</summary>
    Close,

    /// <summary>There is no body but a connection of another protocol.</summary>
    Tunnel,
}
