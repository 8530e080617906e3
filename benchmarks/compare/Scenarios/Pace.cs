namespace Pingap.Compare.Scenarios;

/// <summary>How long everything takes, in seconds.</summary>
/// <param name="Round">A load that is measured.</param>
/// <param name="Breath">The same load right before it, that is not.</param>
/// <param name="Warmup">Load before the first round, of a proxy that gets faster while it runs.</param>
/// <param name="Rest">Without load, to see what idleness costs.</param>
/// <param name="Settle">After whatever changes memory, before it is read.</param>
internal sealed record Pace(int Round, int Breath, int Warmup, int Rest, int Settle)
{
    /// <summary>For numbers that are to be believed.</summary>
    public static readonly Pace Full = new(Round: 5, Breath: 1, Warmup: 8, Rest: 20, Settle: 3);

    /// <summary>To see that everything works.</summary>
    public static readonly Pace Quick = new(Round: 1, Breath: 1, Warmup: 2, Rest: 3, Settle: 1);
}
