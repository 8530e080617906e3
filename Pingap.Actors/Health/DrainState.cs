namespace Pingap.Actors.Health;

/// <summary>Whether operators let requests go to a backend.</summary>
public enum DrainState
{
    /// <summary>It takes part.</summary>
    Active,

    /// <summary>Nothing new goes to it, and what is under way goes on.</summary>
    Draining,

    /// <summary>Nothing new goes to it, and what was under way has ended or was broken off.</summary>
    Drained,

    /// <summary>Nothing new goes to it, and it is not probed.</summary>
    Disabled,
}
