namespace Pingap.Actors.Health;

/// <summary>Whether a backend is left out because it failed requests.</summary>
public enum EjectionState
{
    /// <summary>It gets requests.</summary>
    In,

    /// <summary>It has failed too many, and its group has not said yet whether it may be left out.</summary>
    Wanted,

    /// <summary>It gets none.</summary>
    Ejected,
}
