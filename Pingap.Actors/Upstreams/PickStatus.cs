namespace Pingap.Actors.Upstreams;

/// <summary>What came of asking a group for a backend.</summary>
public enum PickStatus
{
    /// <summary>A backend was leased.</summary>
    Picked,

    /// <summary>No backend is available that was not tried before.</summary>
    NoneAvailable,

    /// <summary>All that could take the request have as many as they may, and no more may wait; or it has waited long enough.</summary>
    Saturated,

    /// <summary>It has waited as long as it could (<see cref="PickRequest.Patience"/>).</summary>
    TimedOut,

    /// <summary>The group has as many repetitions in flight as its retry budget allows.</summary>
    OverBudget,

    /// <summary>The client left while the request waited.</summary>
    Left,

    /// <summary>A newer version of the configuration is in force than the one asked by; ask by that one.</summary>
    Outdated,

    /// <summary>The group's actor failed while it answered, and has started afresh; ask again.</summary>
    Interrupted,

    /// <summary>The group's actor ended before it answered; ask its successor (<see cref="UpstreamHandle.ReplacedAsync"/>).</summary>
    Lost,
}
