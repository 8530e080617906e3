using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Pingap.Gateway.Forwarding.Wire;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Forwarding.Http1;

/// <summary>
/// Passes interim responses such as 103 (Early Hints, RFC 8297) on to clients of HTTP/1.1 at once, as a proxy must (RFC 9110 §15.2). The server has no way to send them, so that they
/// are written below it: to what it writes to itself, at a time when it does not.
/// </summary>
/// <remarks>
/// That is as long as the response has not started and the server does not ask for the body (<see cref="Expectation"/>). HTTP/2 has frames of several streams there, of which only the server
/// knows what comes next: its clients get none, and neither do those of HTTP/1.0, which know none. None are passed on either as long as the answer may be declined for that of another
/// backend; and of several backends that were asked, as one has broken off, only those of one.
/// </remarks>
internal static class InterimRelay
{
    private const int MostDigits = 3;
    private static readonly object Attempt = new();

    /// <summary>Passes one on, or drops it where it has to be.</summary>
    /// <param name="context">The request.</param>
    /// <param name="plan">Its location.</param>
    /// <param name="state">Its exchange, of which the connection has the head, not consumed.</param>
    /// <param name="upload">The request, which says who may write to the client.</param>
    /// <param name="limit">How long the backend may take to answer, and the client over this.</param>
    public static ValueTask PassAsync(ProxyContext context, ForwardPlan plan, ExchangeState state, Upload upload, TimeSpan limit)
    {
        var http = context.Http;
        if (!HttpProtocol.IsHttp11(http.Request.Protocol) || http.Response.HasStarted || context.MayDecline || !IsOfOneBackend(context)) return default;
        if (http.Features.Get<IConnectionTransportFeature>()?.Transport.Output is not { } client || !upload.Expectation.TryHold()) return default;
        var head = new ArrayBufferWriter<byte>();
        Write(head, state.Connection, plan.ResponseHeaders);
        return SendAsync(head.WrittenMemory, client, http, state, upload, limit);
    }

    private static async ValueTask SendAsync(ReadOnlyMemory<byte> head, PipeWriter client, HttpContext http, ExchangeState state, Upload upload, TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        state.BeginInterim();
        try
        {
            // A client that is gone is found by whoever writes its answer, or reads its request.
            await client.WriteAsync(head, patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It takes nothing, or its TLS has failed: nobody knows how much of it was sent, and nothing can follow.
            http.Abort();
            state.Abort(e is OperationCanceledException ? ForwardError.ClientTooSlow : ForwardError.ClientGone);
        }
        finally
        {
            state.EndInterim(upload.IsComplete ? limit : null);
            upload.Expectation.Release();
        }
    }

    private static bool IsOfOneBackend(ProxyContext context)
    {
        if (context.Http.Items.TryGetValue(Attempt, out var passed)) return passed is int attempt && attempt == context.Attempts;
        context.Http.Items[Attempt] = context.Attempts;
        return true;
    }

    private static void Write(ArrayBufferWriter<byte> to, BackendConnection from, HeaderRules rules)
    {
        var head = from.Head;
        var received = from.Received;
        to.Write("HTTP/1.1 "u8);
        Utf8Formatter.TryFormat(head.Status, to.GetSpan(MostDigits), out var digits);
        to.Advance(digits);
        to.Write(" "u8);
        to.Write(received[head.Reason]);
        to.Write("\r\n"u8);
        var named = head.NamesFields ? HeadCopy.ValuesOf(from, "connection"u8) : default;
        foreach (ref readonly var field in head.Fields)
        {
            var octets = FieldSection.NameOf(field, received);
            var name = Encoding.Latin1.GetString(octets);
            // No body follows (RFC 9110 §8.6), and no trailers.
            if (!HopByHop.AllowsRule(name) || HopByHop.IsNamed(named, name) || rules.Hides(name)) continue;
            to.Write(octets);
            to.Write(": "u8);
            to.Write(FieldSection.ValueOf(field, received));
            to.Write("\r\n"u8);
        }

        to.Write("\r\n"u8);
    }
}
