using System.Diagnostics;
using Pingap.Compare.Backends;
using Pingap.Compare.Measuring;
using Pingap.Compare.Targets;

namespace Pingap.Compare.Scenarios;

/// <summary>What a proxy uses, and what others do to the machine, from one moment on.</summary>
internal sealed class Observation
{
    private readonly RunningTarget _target;
    private readonly BackendPair _backends;
    private readonly (ProcessTree Bodies, ProcessTree Work) _backendsBefore;
    private readonly ProcessStat _selfBefore;
    private readonly MachineTicks _machineBefore;
    private readonly ProcessTree _before;
    private readonly long _start;

    /// <summary>Begins now.</summary>
    public Observation(RunningTarget target, BackendPair backends)
    {
        (_target, _backends) = (target, backends);
        _backendsBefore = backends.Look();
        _selfBefore = Self();
        _machineBefore = MachineTicks.Read();
        _before = target.Tree;
        _start = Stopwatch.GetTimestamp();
    }

    /// <summary>Ends now.</summary>
    /// <returns>Processor time of the proxy in µs, how long it was looked at, and what others did meanwhile.</returns>
    /// <exception cref="InvalidOperationException">A process has ended meanwhile.</exception>
    public (double Microseconds, TimeSpan Time, Disturbance Disturbance) End()
    {
        var time = Stopwatch.GetElapsedTime(_start);
        var used = _target.Tree.TicksSince(_before);
        var machine = MachineTicks.Read();
        var self = Self();
        // What made the load is a child that has ended by now, or this process.
        var load = self.Ticks + self.ChildTicks - _selfBefore.Ticks - _selfBefore.ChildTicks;
        var ours = used + _backends.TicksSince(_backendsBefore) + load;
        return (used * 1e6 / ProcessStat.TicksPerSecond, time, Disturbance.Between(_machineBefore, machine, ours));
    }

    private static ProcessStat Self() => ProcessStat.Parse(File.ReadAllText("/proc/self/stat"));
}
