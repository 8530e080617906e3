namespace Pingap.Actors.Health;

/// <summary>The states of a circuit breaker.</summary>
public enum CircuitState
{
    /// <summary>Requests pass.</summary>
    Closed,

    /// <summary>No request passes.</summary>
    Open,

    /// <summary>A few requests pass on trial.</summary>
    HalfOpen,
}
