namespace Pingap.Compare.Measuring;

/// <summary>What others did to the machine while something was measured.</summary>
/// <param name="Others">Share of all processor time that went to processes that have nothing to do with the measurement.</param>
/// <param name="Steal">Share that other machines on the same processors took.</param>
internal readonly record struct Disturbance(double Others, double Steal)
{
    /// <summary>Both together: what the measured could not have.</summary>
    public double Sum => Others + Steal;

    /// <summary>What happened between two looks.</summary>
    /// <param name="before">The first.</param>
    /// <param name="after">The second.</param>
    /// <param name="ours">Processor time of all that belongs to the measurement, in hundredths of a second.</param>
    public static Disturbance Between(MachineTicks before, MachineTicks after, long ours)
    {
        double all = after.All - before.All;
        if (all <= 0) return default;
        // The clocks of processes and of the machine differ by a tick for each look.
        return new(Math.Max(0, after.Processes - before.Processes - ours) / all, (after.Steal - before.Steal) / all);
    }
}
