using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Pingap.Gateway.Telemetry;

namespace Pingap.Gateway.Transport;

/// <summary>
/// The loops of the process: as many as <c>[basic] threads</c> said when the first of them was wanted, else one a processor. Their threads
/// end with it.
/// </summary>
public sealed class EpollLoops(IMemoryPoolFactory<byte> buffers, ILogger<EpollLoops> logger) : IDisposable
{
    /// <summary>How often it is looked whether a loop is stuck: every second.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private EpollLoop[]? _loops;
    private Timer? _watch;
    private uint _next;
    private bool _isDisposed;

    /// <summary>Starts the loops, unless they run already: their number holds until the process ends.</summary>
    /// <param name="threads">How many; 0 for one a processor.</param>
    internal EpollLoop[] Start(int threads)
    {
        if (Volatile.Read(ref _loops) is { } running) return running;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_loops is { } begun) return begun;
            var loops = new EpollLoop[threads > 0 ? threads : Environment.ProcessorCount];
            Fill(loops);
            _watch = new Timer(_ => Look(loops), null, LookEvery, LookEvery);
            Volatile.Write(ref _loops, loops);
            return loops;
        }
    }

    /// <summary>The loop of the calling thread, so that what is begun here goes on here; on other threads one after the other.</summary>
    internal EpollLoop Here()
    {
        var loops = Start(0);
        if (EpollLoop.Current is { } current && current.Index < loops.Length && ReferenceEquals(loops[current.Index], current)) return current;
        return loops[Interlocked.Increment(ref _next) % (uint)loops.Length];
    }

    /// <summary>Where a connection that <paramref name="accepting"/> has accepted shall live: there, unless another has clearly less to watch.</summary>
    internal EpollLoop PlaceFrom(EpollLoop accepting)
    {
        // One loop sleeps deeper than the others and is woken for most connections; without this it would get them all.
        const int Slack = 1;
        var least = accepting;
        foreach (var loop in Start(0))
        {
            if (loop.Count < least.Count - (ReferenceEquals(least, accepting) ? Slack : 0)) least = loop;
        }

        return least;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _watch?.Dispose();
            foreach (var loop in _loops ?? []) loop.Dispose();
            // Their buffers are left to the collector: an aborted request may still read from one.
        }
    }

    private void Fill(EpollLoop[] loops)
    {
        var made = 0;
        try
        {
            for (; made < loops.Length; made++) loops[made] = new EpollLoop(made, buffers.Create(), Held) { Failed = Failed };
        }
        catch
        {
            // Whoever tries again begins anew: the threads of these would never end.
            foreach (var loop in loops.AsSpan(0, made))
            {
                loop.Dispose();
                loop.Buffers.Dispose();
            }

            throw;
        }
    }

    private void Held(EpollLoop loop, TimeSpan took) =>
        // Not on the loop: whoever writes the log may wait for a disk.
        ThreadPool.UnsafeQueueUserWorkItem(_ => TransportLog.LoopHeld(logger, loop.Index, took), null);

    private void Failed(Exception failure) =>
        ThreadPool.UnsafeQueueUserWorkItem(_ => TransportLog.Failed(logger, failure), null);

    private void Look(EpollLoop[] loops)
    {
        foreach (var loop in loops)
        {
            if (loop.InTurnFor is var time && time > LookEvery) TransportLog.LoopStuck(logger, loop.Index, time);
        }
    }
}
