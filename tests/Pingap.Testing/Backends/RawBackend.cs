using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Pingap.Actors.Configuration;

namespace Pingap.Testing.Backends;

/// <summary>A TCP server on a free port of 127.0.0.1 that plays bytes: for answers no decent HTTP server would give.</summary>
public sealed class RawBackend : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<string> _heads = Channel.CreateUnbounded<string>();
    private readonly Task _serving;

    /// <summary>Starts one.</summary>
    /// <param name="script">Called for each connection after a request head has been read; the connection closes when it ends.</param>
    public RawBackend(Func<RawConnection, Task> script)
        : this((connection, _) => script(connection))
    {
    }

    /// <summary>Starts one.</summary>
    /// <param name="script">As with the other constructor; it is given the head too.</param>
    public RawBackend(Func<RawConnection, string, Task> script)
    {
        _listener.Start();
        Address = new("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);
        _serving = ServeAsync(script);
    }

    /// <summary>Where it listens.</summary>
    public BackendAddress Address { get; }

    /// <summary>The request heads in the order in which they came, byte for byte.</summary>
    public ChannelReader<string> Heads => _heads.Reader;

    /// <summary>A backend that answers each connection's first request with a text and closes.</summary>
    public static RawBackend Answering(string response) => new(connection => connection.SendAsync(response));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync(Func<RawConnection, string, Task> script)
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(PlayAsync(await _listener.AcceptSocketAsync(_stop.Token), script));
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or InvalidOperationException) // the last: "not listening" any more
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task PlayAsync(Socket socket, Func<RawConnection, string, Task> script)
    {
        using var connection = new RawConnection(socket, _stop.Token);
        try
        {
            var head = await connection.ReadHeadAsync();
            if (head.Length == 0) return;
            await _heads.Writer.WriteAsync(head);
            await script(connection, head);
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
        {
            // The proxy may hang up on what it is told; the test sees that from the other side.
            socket.Close();
        }
    }
}
