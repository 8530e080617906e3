using System.IO.Hashing;
using System.Runtime.InteropServices;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Balancing;

/// <summary>
/// What a group knows of one of its backends while it balances. Touched by the group's actor alone: the mailbox is its lock.
/// </summary>
/// <param name="address">Where the backend is reached.</param>
/// <param name="weight">Its share of the traffic.</param>
/// <param name="group">The requests of its whole group; of nobody else's when not given.</param>
public sealed class BackendLoad(BackendAddress address, int weight, GroupLoad? group = null)
{
    private readonly GroupLoad _group = group ?? new();
    // The trial that the places are of: one that is interrupted, because the backend is unhealthy for a moment, goes on with those it had left.
    private long _placesOf;
    private int _trialPlaces;
    private int _percent = Warming.Whole;
    private DateTimeOffset _warmsSince;
    private bool _isCold;

    /// <summary>Where the backend is reached.</summary>
    public BackendAddress Address { get; } = address;

    /// <summary>A hash of the address that is the same in every process.</summary>
    public ulong AddressHash { get; } = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(address.ToString().AsSpan()));

    /// <summary>Its share of the traffic relative to the others; 0 is never picked.</summary>
    public int Weight { get; private set; } = weight;

    /// <summary>Its weight as it counts now, in hundredths: less than all of it while it warms up.</summary>
    public long Share => (long)Weight * _percent;

    /// <summary>Whether it gets requests only when no other backend can take any.</summary>
    public bool IsBackup { get; set; }

    /// <summary>How long it takes to answer, as far as anybody needs to know.</summary>
    public LatencyEstimate Latency { get; private set; }

    /// <summary>Leases that have not ended.</summary>
    public int InFlight { get; private set; }

    /// <summary>The most of them at a time.</summary>
    public int Limit { get; set; } = int.MaxValue;

    /// <summary>Whether another one may begin, as far as limits are concerned.</summary>
    public bool HasRoom => InFlight < Limit;

    /// <summary>Which requests it may get.</summary>
    public Admission Admission { get; private set; } = Admission.All;

    /// <summary>Whether the pick that is being made may take it. Set anew for every pick.</summary>
    public bool IsEligible { get; set; }

    /// <summary>The credit of smooth weighted round robin.</summary>
    internal long Credit { get; set; }

    /// <summary>Whether it is to be tried whatever its admission says, because too little of its group is left.</summary>
    public bool IsForced { get; set; }

    /// <summary>Whether nothing new goes to it, because operators or the configuration have taken it out; whatever else holds.</summary>
    public bool IsOut { get; private set; }

    /// <summary>Whether another request may go to it now, if there is room for it.</summary>
    public bool Admits => Weight > 0 && AdmitsBound;

    /// <summary>The same for a request that is bound to this backend: weight 0 turns away new clients only.</summary>
    public bool AdmitsBound => !IsOut && (IsForced || (!Admission.IsNone && (!Admission.IsTrial || _trialPlaces > 0)));

    /// <summary>Takes on another configuration of the same address.</summary>
    public void Take(BackendConfig config)
    {
        Weight = config.Weight;
        IsBackup = config.IsBackup;
    }

    /// <summary>Takes it out, or back in.</summary>
    public void Withdraw(bool isOut)
    {
        if (IsOut && !isOut)
        {
            BeLevel();
            _isCold = true;
        }

        IsOut = isOut;
    }

    /// <summary>Changes which requests it may get.</summary>
    public void Admit(Admission admission)
    {
        if (Admission.IsNone) BeLevel();

        if (!Admission.IsAll && admission.IsAll) _isCold = true;
        Admission = admission;
        if (admission.IsNone) return;
        if (admission.IsTrial ? admission.Trial != _placesOf : admission.Trial < _placesOf)
        {
            // A new trial; or a backend that begins anew, and counts its trials from the first.
            (_placesOf, _trialPlaces) = (admission.Trial, admission.Places);
        }
    }

    /// <summary>Counts a request that goes to it.</summary>
    /// <param name="isRepetition">Whether it repeats what a backend has seen already.</param>
    /// <returns>The trial the request is part of; without one the last there was, negative: what a breaker learns of a request depends on when it began.</returns>
    public long Begin(bool isRepetition = false)
    {
        InFlight++;
        _group.Begin(isRepetition);
        if (!Admission.IsTrial) return -Admission.Trial;
        if (_trialPlaces <= 0) return 0; // one more than the trial has places for is forced, and no part of it
        _trialPlaces--;
        return Admission.Trial;
    }

    /// <summary>Counts a request that ended.</summary>
    /// <param name="trial">What <see cref="Begin"/> returned.</param>
    /// <param name="isConclusive">Whether its end says something about the backend; if not, a trial's place is free again.</param>
    /// <param name="isRepetition">What <see cref="Begin"/> was told.</param>
    public void End(long trial, bool isConclusive, bool isRepetition = false)
    {
        InFlight--;
        _group.End(isRepetition);
        if (trial > 0 && trial == _placesOf && !isConclusive) _trialPlaces++;
    }

    /// <summary>Learns how long a request took.</summary>
    /// <param name="firstByte">Time to the first byte of the answer; zero if none was measured.</param>
    /// <param name="isFailure">Whether the backend failed, which counts as slow.</param>
    /// <param name="now">The time.</param>
    public void Observe(TimeSpan firstByte, bool isFailure, DateTimeOffset now)
    {
        if (isFailure && firstByte < LatencyEstimate.OfFailure) firstByte = LatencyEstimate.OfFailure;
        if (firstByte > TimeSpan.Zero) Latency = Latency.Observed(firstByte, now);
    }

    /// <summary>Learns that a request would have taken longer than this.</summary>
    public void ObserveAtLeast(TimeSpan firstByte, DateTimeOffset now)
    {
        if (firstByte.TotalSeconds > Latency.SecondsAt(now)) Latency = Latency.Observed(firstByte, now);
    }

    // A backend that comes back starts level with the others: what it earned or owed before says nothing about now.
    private void BeLevel()
    {
        Credit = 0;
        Latency = default;
    }

    /// <summary>Has it begin with the least part of its share.</summary>
    internal void BeCold() => _isCold = true;

    /// <summary>Has it get its whole share.</summary>
    internal void BeWarm()
    {
        _isCold = false;
        _percent = Warming.Whole;
    }

    /// <summary>Raises its part to what it gets by now. The time counts from the first pick that it is told of, since nothing warms without requests.</summary>
    internal void WarmUp(DateTimeOffset now, TimeSpan duration)
    {
        if (_isCold)
        {
            _isCold = false;
            _warmsSince = now;
            _percent = Warming.Least;
        }
        else if (_percent < Warming.Whole)
        {
            // A clock that is set back takes nothing away.
            _percent = Math.Max(_percent, Warming.Percent(now - _warmsSince, duration));
        }
    }
}
