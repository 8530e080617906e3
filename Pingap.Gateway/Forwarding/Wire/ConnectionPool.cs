using System.Collections.Concurrent;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>
/// The connections to one backend. A connection that lives on a loop serves the clients of that loop, so that no thread is changed on the way; of the others a thread looks among those that it
/// has returned itself first, and then among the rest.
/// </summary>
/// <param name="open">Opens a connection.</param>
/// <param name="most">How many may be open, or <c>null</c> for as many as there are requests.</param>
/// <param name="idle">How long an unused one is kept.</param>
/// <param name="isForLoops">Whether those that are opened on a loop live there.</param>
internal sealed class ConnectionPool(Func<CancellationToken, ValueTask<Link>> open, int? most, TimeSpan idle, bool isForLoops = false) : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(2);
    private static int _threads;

    [ThreadStatic]
    private static int _thread;

    private readonly PoolStripe[] _stripes = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new PoolStripe())];

    // Loops may be as many as somebody wishes; those beyond share.
    private readonly PoolStripe[] _loops = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new PoolStripe())];
    private readonly ConcurrentDictionary<BackendConnection, bool> _all = new();
    private readonly Lock _gate = new();
    private CancellationToken _cut;
    private CancellationToken _cutBefore;
    private CancellationTokenRegistration _breaking;
    private CancellationTokenRegistration _breakingBefore;
    private Timer? _sweeper;
    private int _open;
    private bool _isSweeping;
    private volatile bool _isClosed;

    /// <summary>Whether connections that are opened on a loop live there.</summary>
    public bool IsForLoops => isForLoops;

    /// <summary>How many connections are open.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>An idle connection, ready for an exchange on this thread; <c>null</c> when there is none.</summary>
    public BackendConnection? Take()
    {
        if (isForLoops && EpollLoop.Current is { } loop) return TakeFrom(_loops[loop.Index % _loops.Length]);
        var own = Thread();
        for (var i = 0; i < _stripes.Length; i++)
        {
            if (TakeFrom(_stripes[(own + i) % _stripes.Length]) is { } connection) return connection;
        }

        return null;
    }

    /// <summary>Opens a connection for an exchange; the same, or an idle one, where no more may be opened.</summary>
    /// <param name="isNew">Whether an idle one will not do.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">There is none to be had, or not in time.</exception>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    public async ValueTask<BackendConnection> OpenAsync(bool isNew, CancellationToken cancellation)
    {
        // No more requests are let through than connections may be open, so that one is idle, or just about to be.
        while (Interlocked.Increment(ref _open) > most)
        {
            Interlocked.Decrement(ref _open);
            if (TakeAny() is not { } idle) await Task.Delay(Moment, cancellation).ConfigureAwait(false);
            else if (!isNew) return idle;
            else idle.Dispose();
        }

        try
        {
            var connection = new BackendConnection(await open(cancellation).ConfigureAwait(false), Closed);
            _all.TryAdd(connection, true);
            connection.Reset();
            connection.Watch();
            return connection;
        }
        catch
        {
            Interlocked.Decrement(ref _open);
            throw;
        }
    }

    /// <summary>Has whoever uses a connection told when something is cancelled. Once for all exchanges: to register each would have all threads wait for each other.</summary>
    /// <param name="cut">Mostly the same as before.</param>
    public void BreakOffWhen(CancellationToken cut)
    {
        if (cut == _cut || cut == _cutBefore || !cut.CanBeCanceled) return;
        lock (_gate)
        {
            if (cut == _cut || cut == _cutBefore) return;
            var breaking = cut.UnsafeRegister(
                pool =>
                {
                    foreach (var connection in ((ConnectionPool)pool!)._all.Keys) connection.User?.BreakOff(cut);
                },
                this);
            // Two take turns while one configuration follows another. Not waited for: it may be breaking off at this moment.
            _breakingBefore.Unregister();
            (_breaking, _breakingBefore) = (breaking, _breaking);
            (_cut, _cutBefore) = (cut, _cut);
        }
    }

    /// <summary>Keeps a connection for the next exchange.</summary>
    public void Return(BackendConnection connection)
    {
        connection.IdleSince = Environment.TickCount64;
        connection.Reset();
        connection.Reuse();
        if (idle == TimeSpan.Zero || !StripeOf(connection).TryPut(connection))
        {
            connection.Dispose();
            return;
        }

        // In the pool before it waits, so that whatever comes finds it there.
        connection.Watch();
        if (!_isSweeping) Sweep();
        // It may have been put in behind the last look.
        if (_isClosed) CloseIdle(long.MaxValue);
    }

    /// <summary>Closes what is idle, and what is returned from now on.</summary>
    public void Dispose()
    {
        _isClosed = true;
        lock (_gate) _sweeper?.Dispose();
        CloseIdle(long.MaxValue);
        if (Open == 0) BreakOffNoMore();
    }

    private void Closed(BackendConnection connection)
    {
        _all.TryRemove(connection, out _);
        if (Interlocked.Decrement(ref _open) == 0 && _isClosed) BreakOffNoMore();
    }

    // What may cut connections outlives the pool, and would keep it.
    private void BreakOffNoMore()
    {
        lock (_gate)
        {
            _breaking.Unregister();
            _breakingBefore.Unregister();
        }
    }

    private static int Thread()
    {
        if (_thread == 0) _thread = Interlocked.Increment(ref _threads);
        return _thread % Environment.ProcessorCount;
    }

    private static BackendConnection? TakeFrom(PoolStripe stripe)
    {
        while (stripe.Take() is { } connection)
        {
            if (connection.KeptUntil > Environment.TickCount64) return connection;
            connection.Dispose();
        }

        return null;
    }

    private PoolStripe StripeOf(BackendConnection connection) =>
        connection.Loop is { } loop ? _loops[loop.Index % _loops.Length] : _stripes[Thread()];

    private BackendConnection? TakeAny()
    {
        foreach (var stripe in (ReadOnlySpan<PoolStripe[]>)[_loops, _stripes])
        {
            foreach (var each in stripe)
            {
                if (TakeFrom(each) is { } connection) return connection;
            }
        }

        return null;
    }

    private bool CloseIdle(long since)
    {
        var isLeft = false;
        foreach (var stripe in _stripes) isLeft |= stripe.Close(since);
        foreach (var stripe in _loops) isLeft |= stripe.Close(since);
        return isLeft;
    }

    private void Sweep()
    {
        lock (_gate)
        {
            if (_isSweeping || _isClosed) return;
            _isSweeping = true;
            _sweeper ??= new Timer(static pool => ((ConnectionPool)pool!).OnSweep(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _sweeper.Change(Period(), Timeout.InfiniteTimeSpan);
        }
    }

    private void OnSweep()
    {
        _isSweeping = false;
        var longest = idle > TimeSpan.FromDays(1) || idle < TimeSpan.Zero ? TimeSpan.FromDays(1) : idle;
        if (CloseIdle(Environment.TickCount64 - (long)longest.TotalMilliseconds)) Sweep();
    }

    private TimeSpan Period() => idle < TimeSpan.Zero || idle > TimeSpan.FromMinutes(1) ? TimeSpan.FromMinutes(1) : idle / 2;
}
