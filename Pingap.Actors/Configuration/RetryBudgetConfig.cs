namespace Pingap.Actors.Configuration;

/// <summary>
/// How many of an upstream's requests may be repetitions of what a backend has seen already. Where a whole group fails, repeating everything would multiply the load that it fails under.
/// </summary>
/// <param name="Percent">Share of the requests in flight, from 0 to 100 (<c>retry_budget</c>).</param>
/// <param name="Least">As many may be in flight whatever the share (<c>retry_budget_min</c>).</param>
public sealed record RetryBudgetConfig(int Percent, int Least)
{
    /// <summary>What holds when the configuration says nothing.</summary>
    public static readonly RetryBudgetConfig Default = new(20, 10);

    /// <summary>Whether another repetition may begin.</summary>
    /// <param name="repetitions">Those in flight.</param>
    /// <param name="inFlight">All requests in flight.</param>
    public bool Allows(int repetitions, int inFlight) => repetitions < Math.Max(Least, (int)((long)inFlight * Percent / 100));
}
