namespace Pingap.Gateway.Frames;

/// <summary>The frame types of HTTP/2 that are told apart (RFC 9113 §6); any other number is an extension's.</summary>
internal enum FrameType : byte
{
    /// <summary>Octets of a body.</summary>
    Data = 0,

    /// <summary>Opens a stream, or ends one with trailers.</summary>
    Headers = 1,

    /// <summary>Deprecated, and still to be understood.</summary>
    Priority = 2,

    /// <summary>Ends a stream at once.</summary>
    RstStream = 3,

    /// <summary>Settings of the connection, or their acknowledgement.</summary>
    Settings = 4,

    /// <summary>Nobody but a server may promise: a client's is an error of its own.</summary>
    PushPromise = 5,

    /// <summary>Asks for an answer, or is one.</summary>
    Ping = 6,

    /// <summary>Announces the end of the connection.</summary>
    GoAway = 7,

    /// <summary>Lets the other side send more.</summary>
    WindowUpdate = 8,

    /// <summary>The rest of a header block.</summary>
    Continuation = 9,
}
