using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>
/// The connections to one backend. Whoever returns one finds it again on the same processor's thread, where its octets arrive: a thread looks among its own first, and
/// among the others' before a new one is opened.
/// </summary>
/// <param name="open">Opens a connection.</param>
/// <param name="most">How many may be open, or <c>null</c> for as many as there are requests.</param>
/// <param name="idle">How long an unused one is kept.</param>
internal sealed class ConnectionPool(Func<CancellationToken, ValueTask<Link>> open, int? most, TimeSpan idle) : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(2);
    private static int _threads;

    [ThreadStatic]
    private static int _thread;

    private readonly PoolStripe[] _stripes = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new PoolStripe())];
    private readonly Lock _gate = new();
    private Timer? _sweeper;
    private int _open;
    private bool _isSweeping;
    private volatile bool _isClosed;

    /// <summary>How many connections are open.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>An idle connection, ready for an exchange; <c>null</c> when there is none.</summary>
    public BackendConnection? Take()
    {
        var own = StripeOfThread();
        for (var i = 0; i < _stripes.Length; i++)
        {
            var stripe = _stripes[(own + i) % _stripes.Length];
            while (stripe.Take() is { } connection)
            {
                if (connection.KeptUntil > Environment.TickCount64) return connection;
                connection.Dispose();
            }
        }

        return null;
    }

    /// <summary>Opens a connection for an exchange; the same, or an idle one, where no more may be opened.</summary>
    /// <exception cref="IOException">There is none to be had, or not in time.</exception>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    public async ValueTask<BackendConnection> OpenAsync(CancellationToken cancellation)
    {
        // No more requests are let through than connections may be open, so that one is idle, or just about to be.
        while (Interlocked.Increment(ref _open) > most)
        {
            Interlocked.Decrement(ref _open);
            if (Take() is { } idle) return idle;
            await Task.Delay(Moment, cancellation).ConfigureAwait(false);
        }

        try
        {
            var connection = new BackendConnection(await open(cancellation).ConfigureAwait(false), () => Interlocked.Decrement(ref _open));
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

    /// <summary>Keeps a connection for the next exchange.</summary>
    public void Return(BackendConnection connection)
    {
        connection.IdleSince = Environment.TickCount64;
        connection.Reset();
        connection.Reuse();
        if (idle == TimeSpan.Zero || !_stripes[StripeOfThread()].TryPut(connection))
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
    }

    private static int StripeOfThread()
    {
        if (EpollLoop.Current is { } loop) return loop.Index % Environment.ProcessorCount;
        if (_thread == 0) _thread = Interlocked.Increment(ref _threads);
        return _thread % Environment.ProcessorCount;
    }

    private bool CloseIdle(long since)
    {
        var isLeft = false;
        foreach (var stripe in _stripes) isLeft |= stripe.Close(since);
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
