using System.Diagnostics;
using Pingap.Compare.Measuring;
using Pingap.Compare.Targets;

namespace Pingap.Compare.Scenarios;

/// <summary>What a proxy uses, and what others do to the machine, from one moment on.</summary>
internal sealed class Observation
{
    private readonly RunningTarget _target;
    private readonly (MachineTicks, Census) _machine;
    private readonly ProcessTree _before;
    private readonly long _start;

    /// <summary>Begins now.</summary>
    public Observation(RunningTarget target)
    {
        _target = target;
        _machine = (MachineTicks.Read(), Census.Take());
        _before = target.Tree;
        _start = Stopwatch.GetTimestamp();
    }

    /// <summary>Ends now, when what made the load has ended.</summary>
    /// <returns>Processor time of the proxy in µs, how long it was looked at, and what others did meanwhile.</returns>
    /// <exception cref="InvalidOperationException">A process of it has ended meanwhile.</exception>
    public (double Microseconds, TimeSpan Time, Disturbance Disturbance) End()
    {
        var time = Stopwatch.GetElapsedTime(_start);
        var used = _target.Tree.TicksSince(_before);
        return (used * 1e6 / ProcessStat.TicksPerSecond, time, Disturbance.Between(_machine, (MachineTicks.Read(), Census.Take())));
    }
}
