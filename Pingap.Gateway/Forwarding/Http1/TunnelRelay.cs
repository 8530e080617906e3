using System.Buffers;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http.Features;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Forwarding.Http1;

/// <summary>Carries another protocol between client and backend after both have agreed to change to it (RFC 9110 §7.8).</summary>
/// <param name="state">The exchange that has become one.</param>
/// <param name="silence">How long nothing may come from either side; infinite for no limit.</param>
internal sealed class TunnelRelay(ExchangeState state, TimeSpan silence)
{
    private const int PieceSize = 16 * 1024;

    // A client that has said its last word gets what the backend has to say to it, but does not wait for a backend that has nothing to say.
    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(10);
    private volatile bool _hasClientEnded;

    /// <summary>Switches the client's connection over, and ends when either side does.</summary>
    /// <returns>What went wrong, or <see cref="ForwardError.None"/>.</returns>
    public async Task<ForwardError> RunAsync(ProxyContext context)
    {
        var client = await context.Http.Features.Get<IHttpUpgradeFeature>()!.UpgradeAsync().ConfigureAwait(false);
        state.BecomeTunnel();
        state.AwaitMore(silence);
        using var ended = new CancellationTokenSource();
        var up = UpAsync(client, ended.Token);
        try
        {
            await DownAsync(client).ConfigureAwait(false);
            return ForwardError.None;
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            return state.WasSilent || up.IsCompleted ? ForwardError.None : state.Ended is ForwardError.None ? ForwardError.ResponseCutShort : state.Ended;
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            // It may wait for a backend that takes nothing.
            state.Connection.Dispose();
            await up.ConfigureAwait(false);
        }
    }

    private async Task DownAsync(Stream client)
    {
        var connection = state.Connection;
        while (true)
        {
            if (!connection.ReceivedMemory.IsEmpty)
            {
                await client.WriteAsync(connection.ReceivedMemory).ConfigureAwait(false);
                connection.Consume(connection.Received.Length);
                if (!_hasClientEnded) state.AwaitMore(silence);
            }

            if (await connection.ReceiveAsync().ConfigureAwait(false) == 0) return;
        }
    }

    private async Task UpAsync(Stream client, CancellationToken ended)
    {
        var piece = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            while (await client.ReadAsync(piece, ended).ConfigureAwait(false) is > 0 and var count)
            {
                await state.Connection.SendAsync(piece.AsMemory(0, count)).ConfigureAwait(false);
                state.AwaitMore(silence);
            }

            state.Connection.EndSending();
            _hasClientEnded = true;
            state.AwaitMore(LastWord);
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Nobody is left to tell anything to.
            state.Connection.Dispose();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }
}
