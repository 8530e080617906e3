using System.Net.Http;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;
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
    private long _sentBefore;
    private int _interim;
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
    /// <param name="context">The request.</param>
    /// <param name="pool">The connections to its backend.</param>
    /// <param name="client">Its upstream.</param>
    /// <param name="plan">Its location.</param>
    /// <param name="lease">The lease on the backend.</param>
    /// <param name="home">Where this goes when it is over, before anybody has the result.</param>
    /// <returns>How it ended, as <see cref="IForwarder.ForwardAsync"/> says.</returns>
    [AsyncMethodBuilder(typeof(RequestTaskBuilder<>))]
    public async ValueTask<ForwardResult> RunAsync(
        ProxyContext context, ConnectionPool pool, UpstreamClient client, ForwardPlan plan, Lease lease, ObjectPool<Http1Exchange> home)
    {
        Begin(context, pool, client, plan, lease);
        var status = 0;
        try
        {
            if (!_upload.TryBegin(context, client, plan, _log)) return new(ForwardError.RequestInvalid, 0, "the head cannot be sent");    // (1)
            while (true)
            {
                if (!_isRepetition && pool.Take() is { } idle) _state.Attach(idle);                                                    // (2)
                else _state.Attach(await pool.OpenAsync(isNew: _isRepetition, _state.Connecting()).ConfigureAwait(false));
                await SendAsync().ConfigureAwait(false);                                                                                // (3)
                Exception? reset = null;
                var isOpen = true;
                while (!TryReadHead(out var isInterim) && isOpen)                                                                       // (4)
                {
                    if (isInterim)
                    {
                        await PassInterimAsync().ConfigureAwait(false);
                        continue;
                    }

                    try
                    {
                        isOpen = await _state.Connection.ReceiveAsync().ConfigureAwait(false) > 0;
                    }
                    catch (Exception e) when (e is SocketException or IOException)
                    {
                        // A reset is as good as an end.
                        (isOpen, reset) = (false, e);
                    }
                }

                if (isOpen) break;
                await RepeatAsync(reset).ConfigureAwait(false);
            }

            status = _state.Connection.Head.Status;
            _state.Answered();
            _upload.Expectation.Tell(isWanted: false);
            _framing = _state.Connection.Head.BodyOf(context.IsHead);
            if (Declines(status)) return Declined(status);
            if (_framing is BodyFraming.Tunnel) return await BecomeTunnelAsync().ConfigureAwait(false);
            _download.PassHead(context, plan, _framing, client.Silence, _log);                                                          // (5)
            var error = await _download.PassBodyAsync(_framing).ConfigureAwait(false);                                                  // (6)
            return error is ForwardError.None ? Passed(status) : Failed(_state.Ended is ForwardError.None ? error : _state.Ended, status, null);
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            return Failed(_state.Ended is ForwardError.None ? ExchangeErrors.Of(e, status) : _state.Ended, status, e);
        }
        finally
        {
            await _gone.DisposeAsync().ConfigureAwait(false);
            await EndAsync().ConfigureAwait(false);                                                                                     // (7)
            home.Return(this);
        }
    }

    /// <summary>Whether it can be used again.</summary>
    public bool IsReusable { get; private set; }

    /// <inheritdoc/>
    public void Dispose() => _state.Dispose();

    private void Begin(ProxyContext context, ConnectionPool pool, UpstreamClient client, ForwardPlan plan, in Lease lease)
    {
        IsReusable = false;
        (_context, _pool, _client, _plan, _streams) = (context, pool, client, plan, lease.Streams);
        _state.Begin(context.Started, plan.RequestTimeout, lease.BrokenOff);
        pool.BreakOffWhen(lease.BrokenOff);
        _gone = context.Gone.UnsafeRegister(OnClientGone, _state);
    }

    private ValueTask SendAsync()
    {
        _sentBefore = _state.Connection.Sent;
        _interim = 0;
        _upload.TakeAlong();
        var sending = _upload.SendHeadAsync();
        if (!sending.IsCompletedSuccessfully) return FinishSendingAsync(sending);
        // Nothing is waited for: its source is free again when its result was taken.
        sending.GetAwaiter().GetResult();
        Sent();
        return default;
    }

    private async ValueTask FinishSendingAsync(ValueTask sending)
    {
        try
        {
            await sending.ConfigureAwait(false);
            Sent();
        }
        catch (Exception e) when (e is SocketException or IOException && _state.Ended is ForwardError.None)
        {
            // The backend may have answered before it closed the connection.
            _state.AwaitAnswer(_client!.AnswerLimit);
        }
    }

    private void Sent()
    {
        if (_upload.IsComplete) _state.AwaitAnswer(_client!.AnswerLimit);
        else _rest = _upload.SendRestAsync();
    }

    /// <summary>Gives the connection up, which was closed without an answer, to try another one.</summary>
    /// <exception cref="HttpIOException">The request may not be sent again.</exception>
    private async ValueTask RepeatAsync(Exception? reset)
    {
        if (!await MaySendAgainAsync(_state.Connection, isReset: reset is not null).ConfigureAwait(false))
            throw new HttpIOException(HttpRequestError.ResponseEnded, "The backend closed the connection without an answer.", reset);
        _isRepetition = true;
        // So that nothing waits for it any more.
        _state.Connection.Dispose();
        if (!await _upload.TryRewindAsync(_rest).ConfigureAwait(false)) throw new HttpIOException(HttpRequestError.ResponseEnded, "The backend closed the connection in the request.", reset);
        _rest = null;
        _state.Detach();
    }

    // The backend had closed the idle connection, or was just about to. Whoever opens a new one finds whether it is still there. A method that must not be repeated is sent
    // again only if it was not received (RFC 9112 §9.3.1, RFC 9110 §9.2.2). An orderly end says what was received before it; a reset does not.
    private async ValueTask<bool> MaySendAgainAsync(BackendConnection connection, bool isReset)
    {
        if (_state.Ended is not ForwardError.None || connection is not { IsReused: true, HasReceived: false } || _isRepetition || !_upload.IsRepeatable) return false;
        // What has not begun to be read stays unread while it is found out what the backend has received.
        if (!_upload.IsComplete) _upload.Stop();
        return _context!.IsRepeatable || (!isReset && await connection.HasTakenNothingAfterAsync(_sentBefore).ConfigureAwait(false));
    }

    /// <summary>Reads a head in what was received.</summary>
    /// <param name="isInterim">Whether it is one that another follows.</param>
    /// <returns>Whether all of the response's own is there.</returns>
    /// <exception cref="InvalidResponseException">It is malformed.</exception>
    private bool TryReadHead(out bool isInterim)
    {
        isInterim = false;
        var connection = _state.Connection;
        var head = connection.Head;
        var progress = connection.Received.IsEmpty ? SectionProgress.Incomplete : head.Read(connection.Received);
        if (progress is SectionProgress.Invalid) throw new InvalidResponseException(head.Problem!);
        if ((progress is SectionProgress.Complete ? head.Length : connection.Received.Length) > BackendConnection.MaxHead)
            throw new InvalidResponseException("the head is too large");
        if (progress is SectionProgress.Incomplete || (isInterim = head.IsInterim)) return false;
        return head.Status is not 101 || _upload.Upgrade is not null ? true : throw new InvalidResponseException("101 was not asked for");
    }

    private async ValueTask PassInterimAsync()
    {
        var (connection, head) = (_state.Connection, _state.Connection.Head);
        if (++_interim > MostInterim) throw new InvalidResponseException("too many interim responses");
        if (head.Status is StatusCodes.Status100Continue) _upload.Expectation.Tell(isWanted: true);
        else await InterimRelay.PassAsync(_context!, _plan!, _state, _upload, _client!.AnswerLimit).ConfigureAwait(false);
        connection.Consume(head.Length);
        head.Reset();
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

    private ForwardResult Passed(int status)
    {
        _isClean = _framing is not BodyFraming.Close
            && (status is not StatusCodes.Status205ResetContent || _framing is BodyFraming.None || _state.Connection.Head is { HasLength: true, ContentLength: 0 });
        return Result(ForwardError.None, status);
    }

    private ForwardResult Result(ForwardError error, int status) => new(error, status) { FirstByte = _state.FirstByte };

    private ForwardResult Failed(ForwardError error, int status, Exception? cause)
    {
        _context!.HasSentBody |= _upload.HasTakenBody;
        // Half an answer must not look like a whole one.
        if (_context.Http.Response.HasStarted) _context.Http.Abort();
        return new(error, status, cause?.GetBaseException().Message ?? ExchangeErrors.DetailOf(error), TransportErrors.CauseOf(error, cause)) { FirstByte = _state.FirstByte };
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
