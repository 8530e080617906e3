using System.Net.Http;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pingap.Actors.Upstreams;
using Pingap.Gateway.Pipeline;

using Pingap.Gateway.Forwarding.Wire;

namespace Pingap.Gateway.Forwarding.Http1;

/// <summary>One request and its response over a connection to a backend. Used for one after another.</summary>
/// <remarks>
/// (1) write the head · (2) take an idle connection, or open one · (3) send the request, as much as is there · (4) receive a head, past interim ones · (5) pass it on, unless
/// another backend is to be asked · (6) pass the body on, or become a tunnel · (7) give the connection back. While the backend answers, the rest of the request's body is sent.
/// </remarks>
internal sealed class Http1Exchange : IDisposable
{
    // More interim responses than this are no progress but a flood.
    private const int MostInterim = 16;

    // So long before a backend closes an idle connection, by what it says, it is not used any more.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);
    private static readonly Action<object?> OnClientGone = static state => ((ExchangeState)state!).Abort(ForwardError.ClientGone);
    private readonly ExchangeState _state;
    private readonly Upload _upload;
    private readonly Download _download;
    private readonly ILogger _log;
    private ProxyContext? _context;
    private UpstreamClient? _client;
    private ForwardPlan? _plan;
    private ConnectionPool? _pool;
    private StreamCount? _streams;
    private Task? _rest;
    private BodyFraming _framing;
    private CancellationTokenRegistration _gone;
    private bool _isRepetition;
    private bool _isClean;

    /// <summary>Makes one.</summary>
    public Http1Exchange(TimeProvider time, ILogger log)
    {
        _log = log;
        _state = new(time);
        _upload = new(_state);
        _download = new(_state);
    }

    /// <summary>Has the exchange.</summary>
    /// <returns>How it ended, as <see cref="IForwarder.ForwardAsync"/> says.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ForwardResult> RunAsync(ProxyContext context, ConnectionPool pool, UpstreamClient client, ForwardPlan plan, Lease lease)
    {
        IsReusable = false;
        (_context, _pool, _client, _plan, _streams) = (context, pool, client, plan, lease.Streams);
        _state.Begin(context.Started, plan.RequestTimeout, lease.BrokenOff);
        pool.BreakOffWhen(lease.BrokenOff);
        _gone = context.Gone.UnsafeRegister(OnClientGone, _state);
        var status = 0;
        try
        {
            if (!_upload.TryBegin(context, client, plan, _log)) return new(ForwardError.RequestInvalid, 0, "the head cannot be sent");    // (1)
            while (true)
            {
                if (!_isRepetition && pool.Take() is { } idle) _state.Attach(idle);                                                    // (2)
                else _state.Attach(await pool.OpenAsync(isNew: _isRepetition, _state.Connecting()).ConfigureAwait(false));
                if (await TrySendAsync().ConfigureAwait(false)) break;                                                                  // (3) (4)
            }

            var head = _state.Connection.Head;
            status = head.Status;
            _state.Answered();
            _upload.Expectation.Tell(isWanted: false);
            _framing = head.BodyOf(context.IsHead);
            if (Declines(status)) return Declined(status);
            if (_framing is BodyFraming.Tunnel) return await BecomeTunnelAsync().ConfigureAwait(false);
            _download.PassHead(context, plan, _framing, client.Silence, _log);                                                          // (5)
            var error = await _download.PassBodyAsync(_framing).ConfigureAwait(false);                                                  // (6)
            if (error is not ForwardError.None) return Failed(_state.Ended is ForwardError.None ? error : _state.Ended, status, null);
            _isClean = _framing is not BodyFraming.Close && (status is not 205 || _framing is BodyFraming.None || head is { HasLength: true, ContentLength: 0 });
            return Result(error, status);
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            return Failed(ErrorOf(e, status), status, e);
        }
        finally
        {
            await _gone.DisposeAsync().ConfigureAwait(false);
            await EndAsync().ConfigureAwait(false);                                                                                     // (7)
        }
    }

    /// <summary>Whether it can be used again.</summary>
    public bool IsReusable { get; private set; }

    /// <inheritdoc/>
    public void Dispose() => _state.Dispose();

    /// <returns>Whether the head of the response is there; if not, the connection had been closed when the request came, and another one is to be tried.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> TrySendAsync()
    {
        var connection = _state.Connection;
        var before = connection.Sent;
        _upload.TakeAlong();
        try
        {
            await _upload.SendHeadAsync().ConfigureAwait(false);
            if (_upload.IsComplete) _state.AwaitAnswer(_client!.AnswerLimit);
            else _rest = _upload.SendRestAsync();
        }
        catch (Exception e) when (e is SocketException or IOException && _state.Ended is ForwardError.None)
        {
            // The backend may have answered before it closed the connection.
            _state.AwaitAnswer(_client!.AnswerLimit);
        }

        Exception? reset = null;
        try
        {
            if (await ReceiveHeadAsync().ConfigureAwait(false)) return true;
        }
        catch (Exception e) when (e is SocketException or IOException and not InvalidResponseException)
        {
            // A reset is as good as an end.
            reset = e;
        }

        if (!await MaySendAgainAsync(connection, before, isReset: reset is not null).ConfigureAwait(false))
            throw new HttpIOException(HttpRequestError.ResponseEnded, "The backend closed the connection without an answer.", reset);
        _isRepetition = true;
        // So that nothing waits for it any more.
        connection.Dispose();
        if (!await _upload.TryRewindAsync(_rest).ConfigureAwait(false)) throw new HttpIOException(HttpRequestError.ResponseEnded, "The backend closed the connection in the request.", reset);
        _rest = null;
        _state.Detach();
        return false;
    }

    // The backend had closed the idle connection, or was just about to. Whoever opens a new one finds whether it is still there. A method that must not be repeated is sent
    // again only if it was not received (RFC 9112 §9.3.1, RFC 9110 §9.2.2). An orderly end says what was received before it; a reset does not.
    private async ValueTask<bool> MaySendAgainAsync(BackendConnection connection, long before, bool isReset)
    {
        if (_state.Ended is not ForwardError.None || connection is not { IsReused: true, HasReceived: false } || _isRepetition || !_upload.IsRepeatable) return false;
        // What has not begun to be read stays unread while it is found out what the backend has received.
        if (!_upload.IsComplete) _upload.Stop();
        return _context!.IsRepeatable || (!isReset && await connection.HasTakenNothingAfterAsync(before).ConfigureAwait(false));
    }

    /// <returns>Whether it is there; if not, the backend sends no more.</returns>
    /// <exception cref="InvalidResponseException">It is malformed.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> ReceiveHeadAsync()
    {
        var connection = _state.Connection;
        var head = connection.Head;
        var interim = 0;
        while (true)
        {
            var progress = connection.Received.IsEmpty ? SectionProgress.Incomplete : head.Read(connection.Received);
            if (progress is SectionProgress.Invalid) throw new InvalidResponseException(head.Problem!);
            if (progress is SectionProgress.Complete)
            {
                if (head.Length > BackendConnection.MaxHead) throw new InvalidResponseException("the head is too large");
                if (!head.IsInterim) return head.Status is not 101 || _upload.Upgrade is not null ? true : throw new InvalidResponseException("101 was not asked for");
                if (++interim > MostInterim) throw new InvalidResponseException("too many interim responses");
                if (head.Status is StatusCodes.Status100Continue) _upload.Expectation.Tell(isWanted: true);
                else await InterimRelay.PassAsync(_context!, _plan!, _state, _upload.Expectation, _client!.AnswerLimit).ConfigureAwait(false);
                connection.Consume(head.Length);
                head.Reset();
                continue;
            }

            if (connection.Received.Length > BackendConnection.MaxHead) throw new InvalidResponseException("the head is too large");
            if (await connection.ReceiveAsync().ConfigureAwait(false) == 0) return false;
        }
    }

    private bool Declines(int status) => _context!.MayDecline && !_upload.HasTakenBody && _plan!.Retries(status);

    private ForwardResult Declined(int status)
    {
        // Its body is not passed on; what is there of it can be skipped.
        var connection = _state.Connection;
        connection.Consume(connection.Head.Length);
        _isClean = _framing is BodyFraming.None || (_framing is BodyFraming.Length && connection.Head.ContentLength <= connection.Received.Length);
        if (_isClean && _framing is BodyFraming.Length) connection.Consume((int)connection.Head.ContentLength);
        return Result(ForwardError.Declined, status);
    }

    private async ValueTask<ForwardResult> BecomeTunnelAsync()
    {
        // A client that closes its side may have sent something before, and is found gone by whoever writes to it.
        await _gone.DisposeAsync().ConfigureAwait(false);
        _download.PassHead(_context!, _plan!, _framing, _client!.Silence, _log);
        _streams?.Begin();
        try
        {
            var error = await new TunnelRelay(_state, _client.Silence).RunAsync(_context!).ConfigureAwait(false);
            const int Switched = StatusCodes.Status101SwitchingProtocols;
            return error is ForwardError.None ? Result(error, Switched) : Failed(error, Switched, null);
        }
        finally
        {
            _streams?.End();
        }
    }

    private ForwardResult Result(ForwardError error, int status) => new(error, status) { FirstByte = _state.FirstByte };

    private ForwardResult Failed(ForwardError error, int status, Exception? cause)
    {
        _context!.HasSentBody |= _upload.HasTakenBody;
        // Half an answer must not look like a whole one.
        if (_context.Http.Response.HasStarted) _context.Http.Abort();
        return new(error, status, cause?.GetBaseException().Message ?? DetailOf(error), TransportErrors.CauseOf(error, cause)) { FirstByte = _state.FirstByte };
    }

    private static string? DetailOf(ForwardError error) => error switch
    {
        ForwardError.ResponseCutShort => "the response ended before it was complete",
        ForwardError.ResponseInvalid => "a chunk or a trailer is malformed",
        _ => null,
    };

    private ForwardError ErrorOf(Exception cause, int status)
    {
        if (_state.Ended is not ForwardError.None) return _state.Ended;
        return cause switch
        {
            ConnectException connecting => connecting.Error,
            // The other is the server's, which does not take what it was given.
            InvalidResponseException or InvalidOperationException => ForwardError.ResponseInvalid,
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => ForwardError.BodyTooLarge,
            BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => ForwardError.ClientTooSlow,
            BadHttpRequestException => ForwardError.ClientBodyFailed,
            _ => status > 0 ? ForwardError.ResponseCutShort : ForwardError.ConnectionBroken,
        };
    }

    // Octets after the end of the response are no answer to what is asked next.
    private static bool KeepsConnection(BackendConnection connection)
    {
        var head = connection.Head;
        if (head.KeepAlive is { } kept) connection.KeptUntil = Environment.TickCount64 + (long)((kept - Margin).TotalMilliseconds);
        return head.KeepsConnection && connection.Received.IsEmpty;
    }

    private async ValueTask EndAsync()
    {
        var isComplete = _upload.IsComplete;
        if (_rest is { IsCompleted: false })
        {
            _upload.Stop();
            // What waits for the backend to take something ends with the connection.
            _state.Connection.Dispose();
        }

        try
        {
            if (_rest is not null) await _rest.ConfigureAwait(false);
        }
        finally
        {
            _context!.HasSentBody |= _upload.HasTakenBody;
            IsReusable = _state.End(_isClean && isComplete && KeepsConnection(_state.Connection), _pool!);
        }

        _upload.End();
        _download.End();
        (_context, _pool, _client, _plan, _streams, _rest, _gone, _isRepetition, _isClean) = (null, null, null, null, null, null, default, false, false);
    }
}
