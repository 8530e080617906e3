using System.Net;
using System.Net.Sockets;
using Pingap.Actors.Health;

namespace Pingap.Actors.Backends;

/// <summary>Opens a TCP connection and closes it.</summary>
internal sealed class TcpProbe(BackendSettings settings) : IHealthProbe
{
    private static readonly ProbeResult Connected = new(true, "connected");
    private static readonly ProbeResult Late = new(false, "connecting timed out", TransportCause.TimedOut);

    private readonly ProbeDeadline _deadline = new();

    // An address is parsed once; a name is looked up for every probe, because that is what requests do.
    private readonly EndPoint _backend = IPAddress.TryParse(settings.Address.Host, out var address)
        ? new IPEndPoint(address, settings.Address.Port)
        : new DnsEndPoint(settings.Address.Host, settings.Address.Port);

    /// <inheritdoc/>
    public async Task<ProbeResult> ProbeAsync(CancellationToken cancellation)
    {
        _deadline.Start(settings.HealthCheck.ConnectTimeout, cancellation);
        try
        {
            // A socket of one family saves the system calls that make it serve both.
            using var socket = _backend is IPEndPoint ? new Socket(_backend.AddressFamily, SocketType.Stream, ProtocolType.Tcp) : new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(_backend, _deadline.Token).ConfigureAwait(false);
            return Connected;
        }
        catch (SocketException failure)
        {
            return new ProbeResult(false, failure.Message, TransportCause.Of(failure.SocketErrorCode));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Late;
        }
        finally
        {
            _deadline.End();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _deadline.Dispose();
}
