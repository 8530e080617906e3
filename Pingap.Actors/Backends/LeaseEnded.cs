using Akka.Actor;
using Microsoft.Extensions.ObjectPool;
using Pingap.Actors.Balancing;
using Pingap.Actors.Handoff;
using Pingap.Actors.Health;

namespace Pingap.Actors.Backends;

/// <summary>
/// Says that a lease ended and how. Rented with the lease, so that what is known then need not be carried along by the request. The same
/// object goes to the group, which takes the place back, and to the backend, which judges the outcome; the second of them to be done with
/// it returns it to the pool.
/// </summary>
public sealed class LeaseEnded : IPooledMessage
{
    private static readonly ObjectPool<LeaseEnded> Pool = MessagePool.Of<LeaseEnded>();
    private const int Readers = 2;
    private IActorRef? _group;
    private IActorRef? _backend;
    private int _readers;

    /// <summary>The backend's load, for the group.</summary>
    internal BackendLoad? Load { get; private set; }

    /// <summary>The half-open trial this lease was part of; without one the last there had been, negative.</summary>
    internal long Trial { get; private set; }

    /// <summary>How often the backend had been ejected when the request began.</summary>
    internal long Ejections { get; private set; }

    /// <summary>When the request began, where its group learns from that; else without meaning.</summary>
    internal DateTimeOffset Began { get; private set; }

    /// <summary>Whether the request repeated what a backend had seen already.</summary>
    internal bool IsRepetition { get; private set; }

    /// <summary>How the request ended.</summary>
    public Outcome Outcome { get; private set; }

    /// <summary>Time to the first byte of the answer; zero if it was not measured.</summary>
    public TimeSpan FirstByte { get; private set; }

    /// <summary>One for a lease that begins.</summary>
    /// <param name="group">Gave the lease.</param>
    /// <param name="backend">The backend's actor.</param>
    /// <param name="load">The backend's load.</param>
    /// <param name="trial">What <see cref="BackendLoad.Begin"/> returned.</param>
    /// <param name="isRepetition">Whether the request repeats what a backend has seen already.</param>
    /// <param name="ejections">How often the backend has been ejected so far.</param>
    /// <param name="began">The time, where the group learns from that.</param>
    internal static LeaseEnded Rent(
        IActorRef group, IActorRef backend, BackendLoad load, long trial, bool isRepetition = false, long ejections = 0, DateTimeOffset began = default)
    {
        var end = Pool.Get();
        (end._group, end._backend, end.Load) = (group, backend, load);
        (end.Trial, end.IsRepetition, end.Ejections, end.Began) = (trial, isRepetition, ejections, began);
        end._readers = Readers;
        return end;
    }

    /// <inheritdoc/>
    public void Abandon() => Done();

    /// <summary>Has both hear how the request ended; said once.</summary>
    internal void Tell(Outcome outcome, TimeSpan firstByte = default)
    {
        (Outcome, FirstByte) = (outcome, firstByte);
        // Once both have read it, it may be another lease's.
        var backend = _backend!;
        _group!.Tell(this, ActorRefs.NoSender);
        backend.Tell(this, ActorRefs.NoSender);
    }

    /// <summary>Said by each of the two readers when it has read it.</summary>
    internal void Done()
    {
        if (Interlocked.Decrement(ref _readers) != 0) return;
        (_group, _backend, Load) = (null, null, null);
        Pool.Return(this);
    }
}
