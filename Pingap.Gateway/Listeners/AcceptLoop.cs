using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Telemetry;

namespace Pingap.Gateway.Listeners;

/// <summary>
/// Accepts until its socket is closed. Kestrel's own loop tries again at once after any error, which spins when descriptors run out;
/// this one backs off.
/// </summary>
internal sealed class AcceptLoop<TClient>(Func<ValueTask<TClient>> accept, Action<TClient> accepted, ListenAddress address, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Ends when <paramref name="stopping"/> is cancelled and the socket closed, and never by an exception of the network's.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var pause = FirstPause;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                accepted(await accept());
                pause = FirstPause;
            }
            catch (Exception e) when (stopping.IsCancellationRequested && e is SocketException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionAborted or SocketError.ConnectionReset)
            {
                // Each such error uses up one connection of the backlog, so it cannot repeat without clients.
                ListenerLog.ClientGone(logger, address, e.Message);
            }
            catch (Exception e)
            {
                // Whatever it is: without this loop nobody would be accepted any more.
                ListenerLog.AcceptFailed(logger, address, e.Message, pause);
                await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }
}
