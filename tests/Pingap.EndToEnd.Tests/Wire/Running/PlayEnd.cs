namespace Pingap.EndToEnd.Tests.Wire.Running;

/// <summary>What a backend does with its connection after it has answered.</summary>
public enum PlayEnd
{
    /// <summary>Waits for the next request.</summary>
    Stay,

    /// <summary>Closes it.</summary>
    Close,

    /// <summary>Leaves it open, but no further request may come: after that answer nobody knows where the next one begins.</summary>
    Spoil,
}
