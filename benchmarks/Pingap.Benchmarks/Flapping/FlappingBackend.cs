using System.Net;
using System.Net.Sockets;
using Pingap.Testing.EndToEnd;

namespace Pingap.Benchmarks.Flapping;

/// <summary>A web server that goes down as one does that is killed: its listener and all its connections are closed at the same moment. It takes a few milliseconds over each answer.</summary>
internal sealed class FlappingBackend : IAsyncDisposable
{
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(3);
    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray();
    private readonly IPEndPoint _address = new(IPAddress.Loopback, FreePort.Next());
    private readonly Lock _sync = new();
    private readonly HashSet<Socket> _open = [];
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;

    /// <summary>Where it listens while it is up.</summary>
    public string Address => _address.ToString();

    /// <summary>Starts to listen, unless it does.</summary>
    public void Up()
    {
        if (_listener is not null) return;
        var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(_address);
        listener.Listen(1024);
        lock (_sync) _listener = listener;
        _accepting = AcceptAsync(listener);
    }

    /// <summary>Closes everything.</summary>
    public async Task DownAsync()
    {
        lock (_sync)
        {
            _listener?.Dispose();
            _listener = null;
            foreach (var socket in _open) socket.Dispose();
            _open.Clear();
        }

        await _accepting;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await DownAsync();

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptAsync();
                lock (_sync)
                {
                    if (ReferenceEquals(_listener, listener)) _open.Add(socket);
                    else socket.Dispose();
                }

                _ = ServeAsync(socket);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // It is down.
            return;
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        var buffer = new byte[4096];
        try
        {
            socket.NoDelay = true;
            // The load's requests have all of themselves in one piece, and the next comes when this one is answered.
            for (var filled = 0; await socket.ReceiveAsync(buffer.AsMemory(filled)) is > 0 and var read;)
            {
                filled += read;
                if (!FlapRequests.IsWhole(buffer.AsSpan(0, filled))) continue;
                filled = 0;
                await Task.Delay(Work);
                await socket.SendAsync(Answer);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // It is down, or the proxy has hung up.
            return;
        }
        finally
        {
            lock (_sync) _open.Remove(socket);
            socket.Dispose();
        }
    }
}
