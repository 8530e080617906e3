namespace Pingap.Actors.Balancing;

/// <summary>How much of its share a backend gets while it warms up.</summary>
public static class Warming
{
    /// <summary>All of it, in percent.</summary>
    public const int Whole = 100;

    /// <summary>What it begins with, in percent: something, or it would never warm.</summary>
    public const int Least = 1;

    /// <summary>The part of its share that it gets, in percent; grows evenly.</summary>
    /// <param name="elapsed">Time since it began.</param>
    /// <param name="duration">How long it takes; more than zero.</param>
    public static int Percent(TimeSpan elapsed, TimeSpan duration) =>
        elapsed >= duration ? Whole : Math.Max(Least, (int)(Whole * (elapsed / duration)));
}
