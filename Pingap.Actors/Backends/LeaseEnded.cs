using Microsoft.Extensions.ObjectPool;
using Pingap.Actors.Balancing;
using Pingap.Actors.Handoff;
using Pingap.Actors.Health;

namespace Pingap.Actors.Backends;

/// <summary>
/// Says that a lease ended and how. The same object goes to the group, which takes the place back, and to the backend, which
/// judges the outcome; the second of them to be done with it returns it to the pool.
/// </summary>
public sealed class LeaseEnded : IPooledMessage
{
    private static readonly ObjectPool<LeaseEnded> Pool = MessagePool.Of<LeaseEnded>();
    private const int Readers = 2;
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

    internal static LeaseEnded Rent(BackendLoad load, long trial, Outcome outcome, TimeSpan firstByte = default, bool isRepetition = false, long ejections = 0,
        DateTimeOffset began = default)
    {
        var end = Pool.Get();
        end.Load = load;
        end.Trial = trial;
        end.Ejections = ejections;
        end.Began = began;
        end.IsRepetition = isRepetition;
        end.Outcome = outcome;
        end.FirstByte = firstByte;
        end._readers = Readers;
        return end;
    }

    /// <inheritdoc/>
    public void Abandon() => Done();

    /// <summary>Said by each of the two readers when it has read it.</summary>
    internal void Done()
    {
        if (Interlocked.Decrement(ref _readers) != 0) return;
        Load = null;
        Pool.Return(this);
    }
}
