using System.Net.Sockets;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Telemetry;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Listeners;

/// <summary>One listening socket and the connections accepted on it: open → accepting → draining → gone.</summary>
internal sealed class Listener : IDisposable
{
    private readonly Socket _socket;
    private readonly IConnectionSource _connections;
    private readonly ListenerFeature _feature;
    private readonly ConnectionFeed _feed;
    private readonly ConnectionCounts _counts;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly OpenConnections _open = new();
    private readonly CancellationTokenSource _stopping = new();
    private int _isClosed;

    public Listener(
        Socket socket, IConnectionSource connections, ListenerPlan plan, ConnectionFeed feed, ConnectionCounts counts, TimeProvider time,
        ILogger logger)
    {
        _socket = socket;
        _connections = connections;
        _feature = new(plan);
        _feed = feed;
        _counts = counts;
        _time = time;
        _logger = logger;
        Address = new(socket.LocalEndPoint!);
        if (Port is not null) DeadPeers.Detect(socket, plan.KeepAlive);
    }

    /// <summary>Where it really listens: with the port that the system has chosen, and what stands behind a descriptor.</summary>
    public ListenAddress Address { get; }

    /// <summary>The real port, or <c>null</c> on a Unix domain socket.</summary>
    public int? Port => (Address.EndPoint as IPEndPoint)?.Port;

    /// <summary>The socket, for a new one that takes over a part of its address.</summary>
    public Socket Socket => _socket;

    /// <summary>What it does now.</summary>
    public ListenerPlan Plan => _feature.Plan;

    /// <summary>Begins to accept.</summary>
    public void Start()
    {
        ListenerLog.Listening(_logger, Scheme(Plan), Address, Plan.Server);
        for (var i = 0; i < _connections.Lanes; i++)
        {
            var lane = i;
            _ = new AcceptLoop<ConnectionContext>(() => _connections.AcceptAsync(lane), Admit, Address, _time, _logger).RunAsync(_stopping.Token);
        }
    }

    /// <summary>Says which server answers requests from a version of the configuration on.</summary>
    public void Announce(ServerName server, long version) => _feature.Announce(server, version);

    /// <summary>Takes new settings: the protocols hold from the next connection on.</summary>
    public void Take(ListenerPlan plan)
    {
        if (plan == Plan) return;
        if (Port is not null && plan.KeepAlive != Plan.KeepAlive) DeadPeers.Detect(_socket, plan.KeepAlive);
        if (plan.SocketMode != Plan.SocketMode) SetMode(plan);
        _feature.Plan = plan;
        ListenerLog.Changed(_logger, Scheme(plan), Address, plan.Server);
    }

    /// <summary>Closes the socket: the system refuses new connections at once. Open ones are not touched yet.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 1) return;
        _stopping.Cancel();
        _stopping.Dispose();
        _connections.Close();
        _socket.Dispose();
    }

    /// <summary>Closes a listener that has no connections: it never accepted, or they are gone.</summary>
    public void Dispose()
    {
        Close();
        _connections.Dispose();
    }

    /// <summary>
    /// Closes, lets open requests finish for <paramref name="grace"/>, then aborts what is left. May be called again with a shorter grace.
    /// </summary>
    public async Task DrainAsync(TimeSpan grace)
    {
        Close();
        var open = _open.CloseAll();
        ListenerLog.Draining(_logger, Address, Plan.Server, open, grace);
        using (var early = new CancellationTokenSource())
        {
            await Task.WhenAny(_open.Emptied, Task.Delay(grace, _time, early.Token));
            await early.CancelAsync();
        }

        ListenerLog.Stopped(_logger, Address, Plan.Server, _open.AbortAll());
        _ = ReleaseAsync();
    }

    /// <summary>Lets others connect from now on; a change of the configuration does not fail for it.</summary>
    private void SetMode(ListenerPlan plan)
    {
        // An inherited socket's file is its owner's.
        if (plan.Address.EndPoint is not UnixDomainSocketEndPoint unix || OperatingSystem.IsWindows()) return;
        try
        {
            File.SetUnixFileMode(unix.ToString(), plan.SocketMode);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            ListenerLog.ModeNotSet(_logger, Address, refused.Message);
        }
    }

    private static string Scheme(ListenerPlan plan) => plan.Tls is null ? "http" : "https";

    /// <summary>Frees the buffers once nobody uses them: an aborted request may take a moment longer to notice.</summary>
    private async Task ReleaseAsync()
    {
        await _open.Emptied;
        Dispose();
    }

    private void Admit(ConnectionContext client)
    {
        if (_counts.Enter(client.RemoteEndPoint, Environment.TickCount64) is not ConnectionRefusal.None and var refusal)
        {
            ListenerLog.ConnectionRefused(_logger, client.RemoteEndPoint, Address, refusal);
            // With a reset, which leaves nothing behind: a port in TIME_WAIT for each of them would be another way to run out.
            client.Abort(new ConnectionAbortedException("There are too many connections."));
            _ = client.DisposeAsync().AsTask();
            return;
        }

        var connection = new ClientConnection(client, _feature, _open, _counts, _logger);
        _ = _open.TryAdd(connection) ? DeliverAsync(connection) : connection.DisposeAsync().AsTask();
    }

    /// <summary>Chooses the door. Not awaited by the accept loop: a client that is slow to say what it speaks delays only itself.</summary>
    private async Task DeliverAsync(ClientConnection connection)
    {
        if (await ChooseDoorAsync(connection) is not { } door || !_feed.Deliver(door, connection)) await connection.DisposeAsync();
    }

    private async ValueTask<FrontEndPoint?> ChooseDoorAsync(ClientConnection connection)
    {
        if (connection.Plan.Tls is not null) return FrontEndPoint.Tls;
        if (!connection.Plan.Http2) return FrontEndPoint.Http1;
        try
        {
            return await connection.PeekHttp2Async(_counts.Limits.Current.HeaderTimeout, _time) switch
            {
                true => FrontEndPoint.Http2,
                false => FrontEndPoint.Http1,
                null => null,
            };
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            ListenerLog.HeadMissing(_logger, connection.RemoteEndPoint, e.Message);
            return null;
        }
    }
}
