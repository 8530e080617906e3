namespace Pingap.Actors.Health;

/// <summary>Whether requests may go to a backend, as its owner sees it.</summary>
/// <param name="IsHealthy">The verdict of probes and connections.</param>
/// <param name="Circuit">The state of its circuit breaker.</param>
/// <param name="Trial">Half-open: the trial, else 0.</param>
/// <param name="Places">Half-open: how many requests the trial admits.</param>
/// <param name="OpenUntil">Open: when the breaker becomes half-open.</param>
/// <param name="Cause">Why it changed, for people.</param>
public readonly record struct Availability(
    bool IsHealthy, CircuitState Circuit, long Trial, int Places, DateTimeOffset OpenUntil, string Cause)
{
    /// <summary>Healthy, with a closed breaker.</summary>
    public static Availability Initial { get; } = new(true, CircuitState.Closed, 0, 0, default, "new");

    /// <summary>
    /// Whether nothing but failed connections of requests speaks against it, and no probe has failed since. Where nobody else is left, it is tried: that takes less time than
    /// waiting for a probe when it is back.
    /// </summary>
    public bool IsOnlySuspected { get; init; }

    /// <summary>Ejected: when it gets requests again.</summary>
    public DateTimeOffset? EjectedUntil { get; init; }

    /// <summary>How often it has been ejected.</summary>
    public long Ejections { get; init; }

    /// <summary>Whether its breaker or its ejection keeps requests from it then, as far as is known now.</summary>
    public bool IsKnownToBeOutAt(DateTimeOffset time) => EjectedUntil > time || (Circuit is CircuitState.Open && OpenUntil > time);

    /// <summary>How long it takes at least until requests may go to the backend again.</summary>
    /// <param name="now">The time.</param>
    /// <param name="probeInterval">How long an unhealthy backend waits for its next probe at most.</param>
    public TimeSpan Wait(DateTimeOffset now, TimeSpan probeInterval)
    {
        var wait = IsHealthy ? TimeSpan.Zero : probeInterval;
        if (Circuit is CircuitState.Open && OpenUntil - now > wait) wait = OpenUntil - now;
        if (EjectedUntil is { } until && until - now > wait) wait = until - now;
        return wait;
    }
}
