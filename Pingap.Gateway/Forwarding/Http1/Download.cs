using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using Pingap.Gateway.Pipeline;

using Pingap.Gateway.Forwarding.Wire;

namespace Pingap.Gateway.Forwarding.Http1;

/// <summary>Passes a response on. Used for one response after another.</summary>
/// <param name="state">The exchange it is of.</param>
internal sealed class Download(ExchangeState state)
{
    // So much may wait in the server's buffer before it is sent although more is there.
    private const int MostUnsent = 64 * 1024;

    // Below this a copy costs less than asking what is there.
    private const int WorthAReceive = 4 * 1024;
    private ProxyContext? _context;
    private PipeWriter? _client;
    private TimeSpan _patience;
    private bool _isFramedHere;
    private bool _hasBegun;
    private bool _hasSent;
    private int _unsent;

    /// <summary>Passes the head on.</summary>
    /// <param name="context">The request.</param>
    /// <param name="plan">Its location.</param>
    /// <param name="framing">How the body is framed.</param>
    /// <param name="patience">How long the backend may be silent.</param>
    /// <param name="log">Hears of rules that made no value.</param>
    public void PassHead(ProxyContext context, ForwardPlan plan, BodyFraming framing, TimeSpan patience, ILogger log)
    {
        (_context, _patience) = (context, patience);
        var head = state.Connection.Head;
        var hasTrailers = context.Server.ResponseTrailers is not null;
        // The server has no trailers for HTTP/1.1, so a body that may have some is framed here.
        _isFramedHere = framing is BodyFraming.Chunked && head.Status is not 205 && !hasTrailers && HttpProtocol.IsHttp11(context.Server.Request.Protocol);
        HeadCopy.Write(state.Connection, context.Server.Response, mayPromiseTrailers: hasTrailers || _isFramedHere);
        var fields = context.Server.Response.Headers;
        plan.ResponseHeaders.ApplyTo(fields, context, log);
        // After the location's rules, which are about what the backend sets.
        if (context.BindingCookie is { } cookie) fields.Append(HeaderNames.SetCookie, cookie);
        if (_isFramedHere) fields.TransferEncoding = "chunked";
        state.Connection.Consume(head.Length);
    }

    /// <summary>Passes the body on.</summary>
    /// <returns>What went wrong, or <see cref="ForwardError.None"/>.</returns>
    /// <exception cref="Exception">The connection broke; as of <see cref="Link.ReceiveAsync"/>.</exception>
    [AsyncMethodBuilder(typeof(RequestTaskBuilder<>))]
    public async ValueTask<ForwardError> PassBodyAsync(BodyFraming framing)
    {
        var passing = PassAsync(framing);
        var error = passing.IsCompletedSuccessfully ? passing.Result : await passing.ConfigureAwait(false);
        // The server sends what is left by itself only where nothing was sent before.
        if (error is ForwardError.None && _hasSent && _unsent > 0 && !await FlushAsync().ConfigureAwait(false)) return ForwardError.ClientGone;
        return error;
    }

    /// <summary>Forgets the response.</summary>
    public void End()
    {
        (_context, _client, _isFramedHere, _unsent, _hasSent, _hasBegun) = (null, null, false, 0, false, false);
    }

    private ValueTask<ForwardError> PassAsync(BodyFraming framing)
    {
        var connection = state.Connection;
        switch (framing)
        {
            case BodyFraming.None:
            // A status that has no body for this server (RFC 9110 §15.3.6): what the backend sends all the same is left with it.
            case not BodyFraming.None when connection.Head.Status is 205:
                return new(ForwardError.None);
            case BodyFraming.Length when connection.Head.ContentLength <= connection.Received.Length:
                // The usual case: all is there, and goes out in one piece with the head when the request ends.
                if (connection.Head.ContentLength > 0) Write((int)connection.Head.ContentLength);
                return new(ForwardError.None);
            case BodyFraming.Length:
                return PassLengthAsync(connection.Head.ContentLength);
            case BodyFraming.Chunked:
                return PassChunksAsync();
            default:
                return PassAllAsync();
        }
    }

    private void Begin()
    {
        if (_hasBegun) return;
        _hasBegun = true;
        // The head.
        _unsent = 1;
        var body = _context!.Server.Body;
        // Makes the head ready and sends nothing, so that head and body go out together. It never waits: nothing listens to the start of responses.
        var starting = body.StartAsync(CancellationToken.None);
        if (!starting.IsCompletedSuccessfully) throw new InvalidOperationException("the start of a response waited");
        _client = body.Writer;
    }

    private void Write(int count)
    {
        Begin();
        var connection = state.Connection;
        var data = connection.Received[..count];
        _client!.Write(data);
        connection.Consume(count);
        _unsent += count;
    }

    /// <returns>Whether the client is still there.</returns>
    private async ValueTask<bool> FlushAsync()
    {
        Begin();
        _unsent = 0;
        _hasSent = true;
        state.HasMore();
        var flushed = await _client!.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        return !flushed.IsCompleted && !flushed.IsCanceled;
    }

    /// <summary>Receives more into the connection's buffer, and meanwhile sends the client what there is.</summary>
    /// <returns>How many octets came; 0 at the end.</returns>
    /// <exception cref="OperationCanceledException">The client is gone.</exception>
    private async ValueTask<int> ReceiveAsync()
    {
        if (_unsent > MostUnsent && !await FlushAsync().ConfigureAwait(false)) throw Gone();
        var receiving = state.Connection.ReceiveAsync();
        if (!receiving.IsCompleted)
        {
            if ((_unsent > 0 || !_hasBegun) && !await FlushAsync().ConfigureAwait(false))
            {
                state.Abort(ForwardError.ClientGone);
            }

            state.AwaitMore(_patience);
        }

        var count = await receiving.ConfigureAwait(false);
        state.HasMore();
        return count;
    }

    private OperationCanceledException Gone()
    {
        state.Abort(ForwardError.ClientGone);
        return new OperationCanceledException();
    }

    private async ValueTask<ForwardError> PassLengthAsync(long left)
    {
        var connection = state.Connection;
        while (true)
        {
            var there = (int)Math.Min(left, connection.Received.Length);
            if (there > 0) Write(there);
            left -= there;
            if (left == 0) return ForwardError.None;
            if (left > WorthAReceive) break;
            if (await ReceiveAsync().ConfigureAwait(false) is not (> 0 and var count)) return ForwardError.ResponseCutShort;
        }

        // Straight into the server's memory.
        Begin();
        while (left > 0)
        {
            if (_unsent > MostUnsent && !await FlushAsync().ConfigureAwait(false)) return ForwardError.ClientGone;
            var most = (int)Math.Min(left, MostUnsent);
            var count = connection.TryReceive(_client!.GetSpan(most)[..most]);
            if (count == 0) return ForwardError.ResponseCutShort;
            if (count > 0)
            {
                _client.Advance(count);
                _unsent += count;
                left -= count;
                continue;
            }

            // Waited for in memory of our own: the server may give up what it has lent.
            if (await ReceiveAsync().ConfigureAwait(false) is not (> 0 and var received)) return ForwardError.ResponseCutShort;
            received = (int)Math.Min(left, received);
            Write(received);
            left -= received;
        }

        return ForwardError.None;
    }

    private async ValueTask<ForwardError> PassAllAsync()
    {
        while (true)
        {
            if (state.Connection.Received.Length is > 0 and var there) Write(there);
            if (await ReceiveAsync().ConfigureAwait(false) == 0) return ForwardError.None;
        }
    }

    private async ValueTask<ForwardError> PassChunksAsync()
    {
        var decoder = default(ChunkDecoder);
        while (true)
        {
            switch (PassChunk(ref decoder))
            {
                case ChunkStep.Invalid:
                    return ForwardError.ResponseInvalid;
                case ChunkStep.Last:
                    return await PassTrailersAsync().ConfigureAwait(false);
            }

            if (await ReceiveAsync().ConfigureAwait(false) == 0) return ForwardError.ResponseCutShort;
        }
    }

    /// <summary>Passes on what was received of chunks; each piece becomes a chunk of its own where they are framed here.</summary>
    private ChunkStep PassChunk(ref ChunkDecoder decoder)
    {
        var connection = state.Connection;
        while (true)
        {
            var step = decoder.Next(connection.Received, out var skipped, out var data);
            connection.Consume(skipped);
            if (step is not ChunkStep.Data) return step;
            if (data == 0) continue;
            if (_isFramedHere) WriteChunk(data);
            else Write(data);
        }
    }

    private void WriteChunk(int size)
    {
        const int MostAround = 12;
        Begin();
        var span = _client!.GetSpan(MostAround);
        Utf8Formatter.TryFormat(size, span, out var digits, new StandardFormat('x'));
        "\r\n"u8.CopyTo(span[digits..]);
        _client.Advance(digits + 2);
        Write(size);
        _client.Write("\r\n"u8);
    }

    private async ValueTask<ForwardError> PassTrailersAsync()
    {
        var connection = state.Connection;
        var section = connection.Head.Trailers;
        SectionProgress progress;
        while ((progress = section.ReadFields(connection.Received)) is SectionProgress.Incomplete)
        {
            if (connection.Received.Length > BackendConnection.MaxHead) return ForwardError.ResponseInvalid;
            if (await ReceiveAsync().ConfigureAwait(false) == 0) return ForwardError.ResponseCutShort;
        }

        if (progress is SectionProgress.Invalid) return ForwardError.ResponseInvalid;
        if (_isFramedHere) WriteTrailers(section);
        else PassTrailers(section);
        connection.Consume(section.Length);
        return ForwardError.None;
    }

    private void WriteTrailers(FieldSection section)
    {
        Begin();
        var client = _client!;
        var received = state.Connection.Received;
        client.Write("0\r\n"u8);
        foreach (ref readonly var field in section.Fields)
        {
            var name = FieldSection.NameOf(field, received);
            if (HopByHop.ForbidsTrailer(Encoding.Latin1.GetString(name))) continue;
            client.Write(name);
            client.Write(": "u8);
            client.Write(FieldSection.ValueOf(field, received));
            client.Write("\r\n"u8);
        }

        client.Write("\r\n"u8);
        _unsent++;
    }

    private void PassTrailers(FieldSection section)
    {
        if (_context!.Server.ResponseTrailers?.Trailers is not { IsReadOnly: false } trailers) return;
        var received = state.Connection.Received;
        foreach (ref readonly var field in section.Fields)
        {
            var name = Encoding.Latin1.GetString(FieldSection.NameOf(field, received));
            if (!HopByHop.ForbidsTrailer(name)) trailers.Append(name, Encoding.Latin1.GetString(FieldSection.ValueOf(field, received)));
        }
    }
}
