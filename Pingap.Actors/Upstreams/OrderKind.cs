namespace Pingap.Actors.Upstreams;

/// <summary>What operators can ask for a backend or an upstream.</summary>
public enum OrderKind
{
    /// <summary>Nothing new goes to it.</summary>
    Drain,

    /// <summary>Nothing new goes to it, and it is not probed.</summary>
    Disable,

    /// <summary>It takes part again.</summary>
    Enable,

    /// <summary>It has another weight than the configuration says.</summary>
    Weigh,
}
