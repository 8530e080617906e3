namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>How far the reading of a head, or of trailers, has come.</summary>
internal enum SectionProgress
{
    /// <summary>Its end has not been received.</summary>
    Incomplete,

    /// <summary>All of it is there, and well-formed.</summary>
    Complete,

    /// <summary>It is not well-formed, whatever follows.</summary>
    Invalid,
}
