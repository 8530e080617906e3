using System.Net.Sockets;

namespace Pingap.Actors.Backends;

/// <summary>Opens a TCP connection and closes it.</summary>
internal sealed class TcpProbe(BackendSettings settings) : IHealthProbe
{
    /// <inheritdoc/>
    public async Task<ProbeResult> ProbeAsync(CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(settings.HealthCheck.ConnectTimeout);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(settings.Address.Host, settings.Address.Port, deadline.Token).ConfigureAwait(false);
            return new ProbeResult(true, "connected");
        }
        catch (SocketException failure)
        {
            return new ProbeResult(false, failure.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ProbeResult(false, "connecting timed out");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Every probe closes its own socket.
    }
}
