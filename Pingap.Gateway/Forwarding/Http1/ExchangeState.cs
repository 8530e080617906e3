using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

using Pingap.Gateway.Forwarding.Wire;

namespace Pingap.Gateway.Forwarding.Http1;

/// <summary>
/// How far an exchange has come, what bounds it, and what has ended it: whichever comes first of a deadline, the client's leaving, and the end of a drain closes its connection, and so
/// has all that waits for it fail. Used for one exchange after another, unless it was ended so.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A source without a timer holds nothing, and who cancels it may come late.")]
internal sealed class ExchangeState : IConnectionUser, IDisposable
{
    private const int Bits = 8;
    private readonly Deadlines _deadlines;
    private BackendConnection? _connection;
    private CancellationTokenSource? _connecting;
    private TimeSpan? _whole;

    // Cancelled when the backend is to be left at once; each drain has another.
    private CancellationToken _cut;

    // The number of the exchange, and in the lowest bits the error that has ended it.
    private long _phase;
    private long _since;
    private volatile bool _hasAnswer;
    private volatile bool _waitsForClient;
    private volatile bool _isWriting;
    private volatile bool _isTunnel;
    private volatile bool _isGivingInterim;
    private long _pausedAt;

    /// <summary>Makes one.</summary>
    /// <param name="time">Whose time the deadlines are in.</param>
    public ExchangeState(TimeProvider time) => _deadlines = new(() => Volatile.Read(ref _phase), OnExpired, time);

    /// <summary>What has ended it, or <see cref="ForwardError.None"/>.</summary>
    public ForwardError Ended => (ForwardError)(Volatile.Read(ref _phase) & ((1 << Bits) - 1));

    /// <summary>Whether a tunnel was closed because nothing went through it, which is no error.</summary>
    public bool WasSilent { get; private set; }

    /// <summary>From when the backend was last given something to do until the response began; zero if it has not.</summary>
    public TimeSpan FirstByte { get; private set; }

    /// <summary>The connection it has; only for an exchange that has one.</summary>
    public BackendConnection Connection => _connection!;

    /// <summary>Begins an exchange.</summary>
    /// <param name="began">When the request began, as <see cref="Stopwatch"/> counts.</param>
    /// <param name="whole">From then to the last octet of the response, or <c>null</c> without limit.</param>
    /// <param name="cut">Cancelled when the exchange is to be broken off.</param>
    public void Begin(long began, TimeSpan? whole, CancellationToken cut)
    {
        _cut = cut;
        _hasAnswer = _waitsForClient = _isWriting = _isTunnel = _isGivingInterim = WasSilent = false;
        FirstByte = TimeSpan.Zero;
        _whole = whole;
        Volatile.Write(ref _since, Stopwatch.GetTimestamp());
        if (whole is { } time) _deadlines.Set(DeadlineKind.Whole, time - Stopwatch.GetElapsedTime(began));
    }

    /// <summary>Ends it from outside, unless something else has done so before.</summary>
    public void Abort(ForwardError error) => Abort(Volatile.Read(ref _phase), error);

    /// <inheritdoc/>
    public void BreakOff(CancellationToken cut)
    {
        // In this order: an exchange that begins meanwhile has another number.
        var phase = Volatile.Read(ref _phase);
        if (_cut == cut) Abort(phase, ForwardError.BrokenOff);
    }

    /// <summary>A token for the opening of a connection, cancelled when the exchange is ended.</summary>
    public CancellationToken Connecting()
    {
        var connecting = new CancellationTokenSource();
        // Whole before the look: either this sees that it was ended, or who ends it sees what to cancel.
        Interlocked.Exchange(ref _connecting, connecting);
        if (Ended is not ForwardError.None) connecting.Cancel();
        return connecting.Token;
    }

    /// <summary>The exchange has a connection now.</summary>
    public void Attach(BackendConnection connection)
    {
        Volatile.Write(ref _connection, connection);
        connection.User = this;
        // It may have been broken off while it had none.
        if (_cut.IsCancellationRequested) BreakOff(_cut);
        if (Ended is not ForwardError.None) connection.Dispose();
    }

    /// <summary>The connection is given up; it may get another.</summary>
    public void Detach()
    {
        _connection!.Dispose();
        Volatile.Write(ref _connection, null);
    }

    /// <summary>The backend has been given all of the request that it waits for.</summary>
    /// <param name="limit">How long it may take to answer.</param>
    public void AwaitAnswer(TimeSpan limit)
    {
        if (_hasAnswer) return;
        _isWriting = _waitsForClient = false;
        Volatile.Write(ref _since, Stopwatch.GetTimestamp());
        _deadlines.Clear(DeadlineKind.Body);
        Set(DeadlineKind.Answer, limit);
    }

    /// <summary>The client is given an interim response: the time until it has taken that is its own.</summary>
    public void BeginInterim()
    {
        _pausedAt = Stopwatch.GetTimestamp();
        _isGivingInterim = true;
        _deadlines.Clear(DeadlineKind.Answer);
    }

    /// <summary>It has taken it.</summary>
    /// <param name="limit">How long the backend may take to answer, if it has been given all of the request; else <c>null</c>.</param>
    public void EndInterim(TimeSpan? limit)
    {
        _isGivingInterim = false;
        var since = Volatile.Read(ref _since) + Stopwatch.GetTimestamp() - _pausedAt;
        Volatile.Write(ref _since, since);
        if (limit is { } whole) Set(DeadlineKind.Answer, whole == Timeout.InfiniteTimeSpan ? whole : whole - Stopwatch.GetElapsedTime(since));
    }

    /// <summary>The backend waits for more of the request's body.</summary>
    /// <param name="limit">How long the client may take; infinite for no limit.</param>
    public void AwaitClient(TimeSpan limit)
    {
        if (_hasAnswer) return;
        (_isWriting, _waitsForClient) = (false, true);
        _deadlines.Clear(DeadlineKind.Answer);
        Set(DeadlineKind.Body, limit);
    }

    /// <summary>The backend is to take a piece of the request's body.</summary>
    /// <param name="limit">How long it may take over it.</param>
    public void AwaitTaking(TimeSpan limit)
    {
        if (_hasAnswer) return;
        (_isWriting, _waitsForClient) = (true, false);
        Volatile.Write(ref _since, Stopwatch.GetTimestamp());
        Set(DeadlineKind.Body, limit);
    }

    /// <summary>The head of the response is there.</summary>
    public void Answered()
    {
        _hasAnswer = true;
        FirstByte = Stopwatch.GetElapsedTime(Volatile.Read(ref _since));
        _deadlines.Clear(DeadlineKind.Answer);
        _deadlines.Clear(DeadlineKind.Body);
    }

    /// <summary>It has become a tunnel, which may stay open for as long as it likes.</summary>
    public void BecomeTunnel()
    {
        _isTunnel = true;
        _deadlines.Clear(DeadlineKind.Whole);
    }

    /// <summary>More of the response, or anything in a tunnel, is waited for.</summary>
    /// <param name="limit">For how long; infinite for no limit.</param>
    public void AwaitMore(TimeSpan limit) => _deadlines.Set(DeadlineKind.More, limit);

    /// <summary>It is the client's turn to take what has come.</summary>
    public void HasMore() => _deadlines.Clear(DeadlineKind.More);

    /// <summary>Ends it.</summary>
    /// <param name="isReusable">Whether its connection can carry another exchange.</param>
    /// <param name="pool">Where that waits for it.</param>
    /// <returns>Whether this can be used for another exchange: not when it was ended from outside, for who has done so may still be at it.</returns>
    public bool End(bool isReusable, ConnectionPool pool)
    {
        _cut = default;
        if (_connection is { } used) used.User = null;
        var phase = Volatile.Read(ref _phase);
        var isFree = (ForwardError)(phase & ((1 << Bits) - 1)) is ForwardError.None
            && Interlocked.CompareExchange(ref _phase, phase + (1 << Bits), phase) == phase;
        _deadlines.Clear();
        if (_connection is { } connection)
        {
            if (isFree) _connection = null;
            if (isFree && isReusable) pool.Return(connection);
            else connection.Dispose();
        }

        if (isFree) _connecting = null;
        return isFree;
    }

    /// <inheritdoc/>
    public void Dispose() => _deadlines.Dispose();

    // The answer may come while the deadline is being set, on another thread.
    private void Set(DeadlineKind kind, TimeSpan limit)
    {
        _deadlines.Set(kind, limit);
        if (_hasAnswer) _deadlines.Clear(kind);
    }

    private void Abort(long phase, ForwardError error)
    {
        var isFirst = (phase & ((1 << Bits) - 1)) == 0 && Interlocked.CompareExchange(ref _phase, phase | (long)error, phase) == phase;
        if (!isFirst) return;
        Volatile.Read(ref _connection)?.Dispose();
        Volatile.Read(ref _connecting)?.Cancel();
    }

    private void OnExpired(DeadlineKind kind, long phase)
    {
        if (_hasAnswer && kind is (DeadlineKind.Answer or DeadlineKind.Body)) return;
        if (kind is DeadlineKind.More && _isTunnel) WasSilent = true;
        Abort(phase, kind switch
        {
            DeadlineKind.Answer => _isGivingInterim ? ForwardError.ClientTooSlow : ForwardError.FirstByteTimedOut,
            DeadlineKind.More => ForwardError.ReadTimedOut,
            DeadlineKind.Body => _waitsForClient ? ForwardError.ClientTooSlow : ForwardError.WriteTimedOut,
            _ when !HadItsShare => ForwardError.RequestTimedOut,
            _ => _isWriting ? ForwardError.WriteTimedOut : ForwardError.FirstByteTimedOut,
        });
    }

    // The backend has had half of the request's time and has not used it: then it was too slow, and not a client, a queue or another backend before it.
    private bool HadItsShare => !_hasAnswer && !_waitsForClient && Stopwatch.GetElapsedTime(Volatile.Read(ref _since)) * 2 >= _whole;
}
