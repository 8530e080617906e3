using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pingap.Gateway.Telemetry;

namespace Pingap.Gateway.Admin;

/// <summary>The local control channel: HTTP/1.1 and JSON over a Unix domain socket, for the user of this process and root.</summary>
internal sealed class ControlServer : IAsyncDisposable
{
    /// <summary>The longest request body; as long as the longest file of a configuration.</summary>
    public const long LongestBody = 16 << 20;

    /// <summary>How long open requests may take to finish when the channel closes.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly KestrelServer _server;
    private readonly ControlSocket _socket;
    private bool _isStopped;

    private ControlServer(KestrelServer server, ControlSocket socket)
    {
        _server = server;
        _socket = socket;
    }

    /// <summary>Opens the channel. A file that a killed process has left at the path is replaced.</summary>
    /// <param name="path">The path of the socket; its directory is there, and closed to others.</param>
    /// <param name="routes">What can be asked.</param>
    /// <param name="logging">Where its log lines go.</param>
    /// <exception cref="IOException">It cannot be opened there, for one because a process listens there already.</exception>
    public static async Task<ControlServer> StartAsync(string path, ControlRoutes routes, ILoggerFactory logging)
    {
        var log = logging.CreateLogger<ControlServer>();
        var socket = new ControlSocket(path);
        socket.Clear();

        // A server of its own, beside the one that carries the traffic: neither can keep the other's connections waiting.
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = LongestBody;
        options.ListenUnixSocket(path, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection => AdmitAsync(connection, next, log));
        });
        var transport = new SocketTransportFactory(
            Options.Create(new SocketTransportOptions { IOQueueCount = 1, CreateBoundListenSocket = socket.Bind }), logging);
        var server = new ControlServer(new KestrelServer(Options.Create(options), transport, logging), socket);
        try
        {
            await server._server.StartAsync(new ControlApplication(routes), CancellationToken.None).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Closes the channel: open requests finish, or are cut after <see cref="Grace"/>; the file is removed.</summary>
    public async Task StopAsync()
    {
        if (_isStopped) return;
        _isStopped = true;
        using var deadline = new CancellationTokenSource(Grace);
        await _server.StopAsync(deadline.Token).ConfigureAwait(false);
        _socket.Remove();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _server.Dispose();
    }

    private static Task AdmitAsync(ConnectionContext connection, ConnectionDelegate next, ILogger log)
    {
        var peer = ControlPeer.Of(connection.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket);
        if (peer.IsAllowed)
        {
            connection.Features.Set(peer);
            return next(connection);
        }

        // The mode of the directory keeps others out; this is for the day somebody has loosened it.
        ControlLog.StrangerRefused(log, peer.Name);
        connection.Abort();
        return Task.CompletedTask;
    }
}
