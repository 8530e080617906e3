namespace Pingap.Actors.Balancing;

/// <summary>
/// How long a backend takes to answer, as a peak-sensitive moving average: a slower answer is believed at once, faster ones little by little,
/// and without any answer the estimate fades, so that who was slow is tried again.
/// </summary>
/// <param name="Seconds">The estimate when it was made.</param>
/// <param name="MadeAt">When that was.</param>
public readonly record struct LatencyEstimate(double Seconds, DateTimeOffset MadeAt)
{
    /// <summary>In this time what is known fades to 1/e, about a third.</summary>
    public static readonly TimeSpan FadingTime = TimeSpan.FromSeconds(10);

    /// <summary>What a request that failed counts as: a backend that refuses at once is not the fastest.</summary>
    public static readonly TimeSpan OfFailure = TimeSpan.FromSeconds(5);

    /// <summary>Whether any request has ended.</summary>
    public bool IsKnown => MadeAt != default;

    /// <summary>The estimate at a time, in seconds.</summary>
    public double SecondsAt(DateTimeOffset now) => Seconds * Fading(now);

    /// <summary>The estimate after one more answer.</summary>
    /// <param name="latency">Time to the first byte of it.</param>
    /// <param name="now">When it ended.</param>
    public LatencyEstimate Observed(TimeSpan latency, DateTimeOffset now)
    {
        var seconds = latency.TotalSeconds;
        if (!IsKnown || seconds >= Seconds) return new(seconds, now);
        var kept = Fading(now);
        return new((Seconds * kept) + (seconds * (1 - kept)), now);
    }

    private double Fading(DateTimeOffset now) => now > MadeAt ? Math.Exp((MadeAt - now) / FadingTime) : 1;
}
