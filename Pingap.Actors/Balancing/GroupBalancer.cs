using Pingap.Actors.Configuration;

namespace Pingap.Actors.Balancing;

/// <summary>
/// The balancing of one group: which of the backends that can take a request count, how much of its share each has, and which one the
/// algorithm takes. It belongs to the group's actor, as the backends' loads do.
/// </summary>
/// <param name="seed">Where its random numbers begin.</param>
public sealed class GroupBalancer(ulong seed)
{
    private readonly RandomSource _random = new(seed);
    private readonly HashSet<BackendAddress> _known = [];
    private BalancingAlgorithm _algorithm;
    private IBalancer _balancer = new SmoothWeightedRoundRobin();
    private TimeSpan _slowStart;
    private bool _hasBackups;

    /// <summary>Whether it must be told the time of a pick.</summary>
    public bool GoesByTime => _slowStart > TimeSpan.Zero || _balancer.GoesByLatency;

    /// <summary>Whether it must be told how requests end.</summary>
    public bool GoesByLatency => _balancer.GoesByLatency;

    /// <summary>Whether keys are backends that requests are bound to.</summary>
    public bool Binds => _algorithm is BalancingAlgorithm.Sticky;

    /// <summary>Takes on a configuration, or other backends.</summary>
    /// <param name="balancing">How to choose.</param>
    /// <param name="slowStart">How long a backend that is new or comes back takes to get its whole share; zero is off.</param>
    /// <param name="backends">All backends of the group from now on.</param>
    public void Configure(BalancingConfig balancing, TimeSpan slowStart, ReadOnlySpan<BackendLoad> backends)
    {
        if (balancing.Algorithm != _algorithm)
        {
            _algorithm = balancing.Algorithm;
            _balancer = Balancers.Create(_algorithm, _random);
        }

        // Who served while nothing was slow is warm; a whole group that starts has nobody to spare its backends for.
        var isStarting = _known.Count == 0;
        var wasOff = _slowStart == TimeSpan.Zero;
        _slowStart = slowStart;
        _hasBackups = false;
        foreach (var backend in backends)
        {
            var isNew = !_known.Contains(backend.Address);
            if (slowStart == TimeSpan.Zero || isStarting || (wasOff && !isNew)) backend.BeWarm();
            else if (isNew) backend.BeCold();
            _hasBackups |= backend.IsBackup;
        }

        _known.Clear();
        foreach (var backend in backends) _known.Add(backend.Address);
    }

    /// <summary>The index of the backend to take, or -1 when none is eligible.</summary>
    /// <param name="backends">The backends it was configured with; those that can take the request are marked eligible, and backups lose that mark if
    /// any other backend has it.</param>
    /// <param name="key">What the request is told apart by, or 0.</param>
    /// <param name="now">The time, if it goes by the time.</param>
    public int Pick(ReadOnlySpan<BackendLoad> backends, ulong key, DateTimeOffset now)
    {
        if (_hasBackups) PassOverBackups(backends);
        if (_slowStart > TimeSpan.Zero)
        {
            foreach (var backend in backends) backend.WarmUp(now, _slowStart);
        }

        return _balancer.Pick(backends, key, now);
    }

    /// <summary>Whether another request may go to any of the backends now, as far as they and their limits are concerned.</summary>
    public bool HasRoom(ReadOnlySpan<BackendLoad> backends)
    {
        foreach (var backend in backends)
        {
            if ((Binds ? backend.AdmitsBound : backend.Admits) && backend.HasRoom) return true;
        }

        return false;
    }

    private static void PassOverBackups(ReadOnlySpan<BackendLoad> backends)
    {
        var hasOther = false;
        foreach (var backend in backends) hasOther |= backend is { IsEligible: true, IsBackup: false };
        if (!hasOther) return;
        foreach (var backend in backends)
        {
            if (backend.IsBackup) backend.IsEligible = false;
        }
    }
}
