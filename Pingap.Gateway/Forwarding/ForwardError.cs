namespace Pingap.Gateway.Forwarding;

/// <summary>Why a request was not answered by its backend, or not wholly.</summary>
public enum ForwardError
{
    /// <summary>It was: the answer reached the client.</summary>
    None,

    /// <summary>No connection: refused, unreachable, or the name did not resolve. Nothing was sent.</summary>
    ConnectFailed,

    /// <summary>No connection in time, TLS handshake included. Nothing was sent.</summary>
    ConnectTimedOut,

    /// <summary>The TLS handshake failed or the certificate was refused. Nothing was sent.</summary>
    TlsFailed,

    /// <summary>The response did not begin in time.</summary>
    FirstByteTimedOut,

    /// <summary>The response stalled.</summary>
    ReadTimedOut,

    /// <summary>The backend stopped taking the request body.</summary>
    WriteTimedOut,

    /// <summary>The time of the whole request was over.</summary>
    RequestTimedOut,

    /// <summary>What came was no HTTP, or could not be passed on.</summary>
    ResponseInvalid,

    /// <summary>The connection broke before the response began.</summary>
    ConnectionBroken,

    /// <summary>The backend answered with a status after which the request may go to another; the client has been sent nothing.</summary>
    Declined,

    /// <summary>Another copy of the request, which was sent later to another backend, was answered before.</summary>
    Overtaken,

    /// <summary>Another copy of the request was answered, and this one had no more time than that one.</summary>
    GivenUp,

    /// <summary>The proxy itself lacks what a connection needs: descriptors, ports, memory. Nothing was sent.</summary>
    OutOfResources,

    /// <summary>The response ended before it was complete.</summary>
    ResponseCutShort,

    /// <summary>The backend is drained, the time for that was over, and the request was broken off.</summary>
    BrokenOff,

    /// <summary>The client left.</summary>
    ClientGone,

    /// <summary>The client's request body broke off or was malformed.</summary>
    ClientBodyFailed,

    /// <summary>The client did not go on with its request body.</summary>
    ClientTooSlow,

    /// <summary>The client's request body is larger than the location allows.</summary>
    BodyTooLarge,

    /// <summary>The request cannot be expressed towards the backend.</summary>
    RequestInvalid,
}
