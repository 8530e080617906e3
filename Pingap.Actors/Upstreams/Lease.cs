using Akka.Actor;
using Pingap.Actors.Backends;
using Pingap.Actors.Balancing;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;

namespace Pingap.Actors.Upstreams;

/// <summary>
/// The right to send one request to one backend. It counts as in flight from the pick until <see cref="End"/>; whoever holds it
/// ends it exactly once, whatever happens to the request.
/// </summary>
public readonly struct Lease
{
    private readonly IActorRef _group;
    private readonly IActorRef _backend;
    private readonly BackendLoad _load;
    private readonly long _trial;
    private readonly bool _isRepetition;
    private readonly long _ejections;
    private readonly DateTimeOffset _began;

    internal Lease(IActorRef group, IActorRef backend, BackendLoad load, long trial, bool isRepetition = false, long ejections = 0, StreamCount? streams = null,
        DateTimeOffset began = default, CancellationToken brokenOff = default)
    {
        _group = group;
        _backend = backend;
        _load = load;
        _trial = trial;
        _isRepetition = isRepetition;
        _ejections = ejections;
        _began = began;
        BrokenOff = brokenOff;
        Streams = streams;
    }

    /// <summary>Where to send the request.</summary>
    public BackendAddress Backend => _load.Address;

    /// <summary>A hash of the backend's address that is the same in every process.</summary>
    public ulong BackendHash => _load.AddressHash;

    /// <summary>Cancelled when the backend is drained and the time for that is over: the request is to be broken off.</summary>
    public CancellationToken BrokenOff { get; }

    /// <summary>Where it is counted if the request becomes a stream; <c>null</c> when nobody wants to know.</summary>
    public StreamCount? Streams { get; }

    /// <summary>Gives the place back to the group, and tells group and backend how the request ended.</summary>
    /// <param name="outcome">How.</param>
    /// <param name="firstByte">Time to the first byte of the answer; zero if it was not measured.</param>
    public void End(Outcome outcome, TimeSpan firstByte = default)
    {
        var end = LeaseEnded.Rent(_load, _trial, outcome, firstByte, _isRepetition, _ejections, _began);
        _group.Tell(end, ActorRefs.NoSender);
        _backend.Tell(end, ActorRefs.NoSender);
    }
}
