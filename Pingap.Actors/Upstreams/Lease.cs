using Pingap.Actors.Backends;
using Pingap.Actors.Balancing;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;

namespace Pingap.Actors.Upstreams;

/// <summary>
/// The right to send one request to one backend. It counts as in flight from the pick until <see cref="End"/>; whoever holds it
/// ends it exactly once, whatever happens to the request.
/// </summary>
/// <remarks>Small, for a request carries it through all its steps: what only its end needs is in the message that says so.</remarks>
public readonly struct Lease
{
    private readonly BackendLoad _load;
    private readonly LeaseEnded _end;

    internal Lease(BackendLoad load, LeaseEnded end, StreamCount? streams = null, CancellationToken brokenOff = default)
    {
        (_load, _end) = (load, end);
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
    public void End(Outcome outcome, TimeSpan firstByte = default) => _end.Tell(outcome, firstByte);
}
