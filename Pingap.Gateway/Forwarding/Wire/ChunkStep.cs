namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>What comes next in a chunked body.</summary>
internal enum ChunkStep
{
    /// <summary>More octets are needed to know.</summary>
    Incomplete,

    /// <summary>Data of the body.</summary>
    Data,

    /// <summary>The last chunk is over; trailers follow.</summary>
    Last,

    /// <summary>It is not well-formed, whatever follows.</summary>
    Invalid,
}
