namespace Pingap.EndToEnd.Tests.Wire.Running;

/// <summary>How a connection has ended.</summary>
public enum WireEnd
{
    /// <summary>It has not.</summary>
    Open,

    /// <summary>With a FIN.</summary>
    Closed,

    /// <summary>With a reset.</summary>
    Reset,
}
