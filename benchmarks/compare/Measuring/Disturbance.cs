namespace Pingap.Compare.Measuring;

/// <summary>What others did to the machine while something was measured.</summary>
/// <param name="Others">Share of all processor time that went to processes that have nothing to do with the measurement.</param>
/// <param name="Steal">Share that other machines on the same processors took.</param>
internal readonly record struct Disturbance(double Others, double Steal)
{
    /// <summary>Both together: what the measured could not have.</summary>
    public double Sum => Others + Steal;

    /// <summary>What happened between two looks at the machine and at its processes.</summary>
    public static Disturbance Between((MachineTicks Machine, Census Census) before, (MachineTicks Machine, Census Census) after)
    {
        double all = after.Machine.All - before.Machine.All;
        if (all <= 0) return default;
        var seen = after.Census.Others - before.Census.Others;
        // In a container others cannot be seen, but what is missing of the machine's time is theirs.
        var missing = after.Machine.Processes - before.Machine.Processes - (after.Census.Ours - before.Census.Ours);
        return new(Math.Max(0, Math.Max(seen, missing)) / all, (after.Machine.Steal - before.Machine.Steal) / all);
    }
}
