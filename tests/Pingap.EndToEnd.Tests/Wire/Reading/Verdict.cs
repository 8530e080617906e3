namespace Pingap.EndToEnd.Tests.Wire.Reading;

/// <summary>What a strict reader makes of octets.</summary>
public enum Verdict
{
    /// <summary>A message, to its end.</summary>
    Whole,

    /// <summary>The beginning of what may become a message.</summary>
    Incomplete,

    /// <summary>No message, whatever follows.</summary>
    Malformed,
}
