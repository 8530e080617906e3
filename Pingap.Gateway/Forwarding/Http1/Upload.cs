using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Pingap.Gateway.Pipeline;

using Pingap.Gateway.Forwarding.Wire;

namespace Pingap.Gateway.Forwarding.Http1;

/// <summary>
/// Sends a request: the head together with what is there of the body, so that most requests are one write, and the rest as it comes. Used for one request after another.
/// </summary>
/// <param name="state">The exchange it is of.</param>
internal sealed class Upload(ExchangeState state)
{
    // What is sent with the head is copied; more than this is better sent by itself.
    private const int MostWithHead = 16 * 1024;

    private readonly UploadHead _head = new();
    private readonly HeadWriter _writer = new();
    private ProxyContext? _context;
    private UpstreamClient? _client;
    private ForwardPlan? _plan;
    private PipeReader? _body;
    private long? _length;
    private long _taken;
    private bool _isWhole;
    private volatile bool _isReading;
    private volatile bool _isStopped;
    // Also of a body that has turned out to be empty.
    private volatile bool _hasRead;

    /// <summary>The protocol that the request asks to change to, or <c>null</c>.</summary>
    public string? Upgrade { get; private set; }

    /// <summary>Whether the client is to be asked for its body, and who may write to it meanwhile.</summary>
    public Expectation Expectation { get; } = new();

    /// <summary>Whether something of the client's body was taken, so that it is not there for another backend.</summary>
    public bool HasTakenBody => _taken > 0;

    /// <summary>Whether the request can be sent again: all of it is in memory, or nothing of its body was read so far.</summary>
    public bool IsRepeatable => _isWhole || (_taken == 0 && !_hasRead);

    /// <summary>Whether the backend was given all of the request.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Writes the head.</summary>
    /// <param name="context">The request.</param>
    /// <param name="client">Its upstream.</param>
    /// <param name="plan">Its location.</param>
    /// <param name="log">Hears of rules that made no value.</param>
    /// <returns>Whether the request can be expressed.</returns>
    public bool TryBegin(ProxyContext context, UpstreamClient client, ForwardPlan plan, ILogger log)
    {
        (_context, _client, _plan) = (context, client, plan);
        var hasBody = context.Server.BodyDetection is { CanHaveBody: true };
        _length = context.Server.Request.Headers.ContentLength;
        Upgrade = hasBody ? null : RequestHeader.UpgradeOf(context);
        _head.Write(_writer, context, plan, hasBody, Upgrade, log);
        _isWhole = !hasBody;
        _body = hasBody ? context.Http.Request.BodyReader : null;
        // Whether the client is told to send its body is the backend's to say.
        if (hasBody) Expectation.Begin(context, isPassedOn: _head.Expects);
        return !_writer.IsInvalid;
    }

    /// <summary>Takes what is there of the body along with the head. Only when there is a connection: another backend could not have it.</summary>
    /// <exception cref="BadHttpRequestException">The body is malformed or larger than the location allows.</exception>
    public void TakeAlong()
    {
        if (_body is null || _isWhole || _taken > 0 || Expectation.IsOpen || !TryRead(out var read)) return;
        if (read.IsCanceled)
        {
            // Meant for a read that an earlier attempt did not come to.
            _body.AdvanceTo(read.Buffer.Start);
            return;
        }

        Check(read.Buffer.Length);
        if (read.Buffer.Length > MostWithHead)
        {
            _taken -= read.Buffer.Length;
            _body.AdvanceTo(read.Buffer.Start);
            return;
        }

        Frame(read.Buffer);
        _isWhole = _length is { } length ? _taken == length : read.IsCompleted;
        _body.AdvanceTo(read.Buffer.End);
        if (_isWhole) WriteEnd();
        if (_writer.IsInvalid) throw new BadHttpRequestException("A trailer is malformed.");
    }

    /// <summary>Sends the head and what was taken along.</summary>
    /// <exception cref="Exception">As of <see cref="Link.SendAsync"/>.</exception>
    public ValueTask SendHeadAsync()
    {
        IsComplete = _isWhole;
        var sending = state.Connection.SendAsync(_writer.Written);
        if (!sending.IsCompleted) state.AwaitTaking(_client!.WriteLimit);
        return sending;
    }

    /// <summary>Sends the rest of the body; ends when that is done, when the backend takes no more, or with the exchange.</summary>
    public async Task SendRestAsync()
    {
        try
        {
            if (Expectation.IsOpen && !await Expectation.IsBodyWantedAsync().ConfigureAwait(false)) return;
            while (true)
            {
                state.AwaitClient(_client!.Timeouts.Read ?? Timeout.InfiniteTimeSpan);
                if (!await SendPieceAsync().ConfigureAwait(false)) break;
            }
        }
        catch (BadHttpRequestException refused)
        {
            state.Abort(refused.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => ForwardError.BodyTooLarge,
                StatusCodes.Status408RequestTimeout => ForwardError.ClientTooSlow,
                _ => ForwardError.ClientBodyFailed,
            });
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException or OverflowException)
        {
            state.Abort(_context!.Gone.IsCancellationRequested ? ForwardError.ClientGone : ForwardError.ClientBodyFailed);
        }
    }

    /// <summary>Has the request sent once more.</summary>
    /// <param name="rest">What sends the rest of the body over a connection that is closed, and has been told to stop; <c>null</c> where nothing does.</param>
    /// <returns>Whether it can be: not when something of its body was read meanwhile.</returns>
    public async ValueTask<bool> TryRewindAsync(Task? rest)
    {
        if (rest is not null) await rest.ConfigureAwait(false);
        if (!IsRepeatable) return false;
        _isStopped = false;
        Expectation.Renew();
        return true;
    }

    /// <summary>Ends the sending from outside: nobody waits for the rest.</summary>
    public void Stop()
    {
        _isStopped = true;
        // Whole before the look: either this sees that the body is being read, or its reader that it is to stop.
        Interlocked.MemoryBarrier();
        Expectation.Tell(isWanted: false);
        // Only what waits: else it would be the next to read, for another backend or to the end, that is told to stop.
        if (_isReading) _body?.CancelPendingRead();
    }

    /// <summary>Forgets the request.</summary>
    public void End()
    {
        _head.Clear();
        _writer.Clear();
        Expectation.End();
        (_context, _client, _plan, _body, Upgrade) = (null, null, null, null, null);
        (_length, _taken, _isWhole, _isStopped, _hasRead, IsComplete) = (null, 0, false, false, false, false);
    }

    private bool TryRead(out ReadResult read)
    {
        try
        {
            return _body!.TryRead(out read);
        }
        catch (Exception e) when (e is IOException and not BadHttpRequestException or InvalidOperationException or OverflowException)
        {
            throw new BadHttpRequestException("The body is malformed.", e);
        }
    }

    /// <returns>Whether more follows.</returns>
    private async ValueTask<bool> SendPieceAsync()
    {
        _isReading = true;
        Interlocked.MemoryBarrier();
        if (_isStopped) return _isReading = false;
        var read = await _body!.ReadAsync().ConfigureAwait(false);
        _isReading = false;
        if (read.IsCanceled)
        {
            // Left to the server, which reads it over.
            _body.AdvanceTo(read.Buffer.Start);
            return !_isStopped;
        }

        _hasRead = true;
        Check(read.Buffer.Length);
        state.AwaitTaking(_client!.WriteLimit);
        var isLast = _length is { } length ? _taken == length : read.IsCompleted;
        if (read.IsCompleted && !isLast)
        {
            _body.AdvanceTo(read.Buffer.End);
            throw new BadHttpRequestException("The body is shorter than its length.");
        }

        try
        {
            if (_length is null) await SendChunkAsync(read.Buffer, isLast).ConfigureAwait(false);
            else foreach (var segment in read.Buffer) await state.Connection.SendAsync(segment).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException and not BadHttpRequestException)
        {
            // The backend may have answered before it stopped taking the body; whoever receives finds out.
            state.AwaitAnswer(_client.AnswerLimit);
            return false;
        }
        finally
        {
            _body.AdvanceTo(read.Buffer.End);
        }

        if (!isLast) return true;
        IsComplete = true;
        state.AwaitAnswer(_client.AnswerLimit);
        return false;
    }

    private ValueTask SendChunkAsync(in ReadOnlySequence<byte> data, bool isLast)
    {
        _writer.Clear();
        Frame(data);
        if (isLast) WriteEnd();
        if (_writer.IsInvalid) throw new BadHttpRequestException("A trailer is malformed.");
        return _writer.Length > 0 ? state.Connection.SendAsync(_writer.Written) : default;
    }

    private void Frame(in ReadOnlySequence<byte> data)
    {
        if (_length is not null)
        {
            _writer.Data(data);
        }
        else if (!data.IsEmpty)
        {
            _writer.ChunkSize(data.Length);
            _writer.Data(data);
            _writer.Octets("\r\n"u8);
        }
    }

    private void WriteEnd()
    {
        if (_length is not null) return;
        _writer.Octets("0\r\n"u8);
        if (_context!.Http.Features.Get<IHttpRequestTrailersFeature>() is { Available: true, Trailers: { Count: > 0 } trailers })
        {
            foreach (var (name, values) in trailers)
            {
                // In trailers nothing may stand that a message is framed or routed by (RFC 9110 §6.5.1).
                if (!HopByHop.ForbidsTrailer(name)) _writer.Field(name, values);
            }
        }

        _writer.Octets("\r\n"u8);
    }

    private void Check(long count)
    {
        _taken += count;
        // What is behind the length would be another request on the backend's connection (RFC 9112 §11.2).
        if (_taken > _length) throw new BadHttpRequestException("The body is longer than its length.");
        if (_taken > _plan!.MaxBodySize) throw new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge);
    }
}
