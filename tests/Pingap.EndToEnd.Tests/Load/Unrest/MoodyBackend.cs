using System.Net;
using System.Net.Sockets;
using System.Text;
using Pingap.Testing.EndToEnd;

namespace Pingap.EndToEnd.Tests.Load.Unrest;

/// <summary>
/// A backend that answers most requests with their target, after none or some milliseconds, and fails the others in all ways there are, by chance with a seed. It can be made to refuse
/// connections.
/// </summary>
internal sealed class MoodyBackend : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly IPEndPoint _address = new(IPAddress.Loopback, FreePort.Next());
    private readonly int _seed;
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;
    private int _connections;

    /// <summary>Starts one.</summary>
    public MoodyBackend(int seed)
    {
        _seed = seed;
        Listen();
    }

    /// <summary>Where it listens.</summary>
    public string Address => _address.ToString();

    /// <summary>Accepts connections again.</summary>
    public void Listen()
    {
        _listener = new(SocketType.Stream, ProtocolType.Tcp);
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Bind(_address);
        _listener.Listen(1024);
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Refuses connections from now on; those that are open stay.</summary>
    public async Task RefuseAsync()
    {
        _listener?.Dispose();
        _listener = null;
        await _accepting;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await RefuseAsync();
        _stop.Dispose();
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true) _ = ServeAsync(await listener.AcceptAsync(_stop.Token), new Random((_seed * 1_000_003) + Interlocked.Increment(ref _connections)));
        }
        catch (Exception closed) when (closed is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Nothing more to accept.
            return;
        }
    }

    private async Task ServeAsync(Socket socket, Random mood)
    {
        using var connection = socket;
        connection.NoDelay = true;
        var messages = new WireMessages(connection);
        try
        {
            while (await messages.ReadHeadAsync(_stop.Token) is { } head)
            {
                await messages.ReadBodyAsync(head, _stop.Token);
                if (!await AnswerAsync(connection, head.Split(' ', 3)[1], mood)) return;
            }
        }
        catch (Exception gone) when (gone is SocketException or EndOfStreamException or OperationCanceledException)
        {
            // The proxy hangs up where its client has left: nobody is there to be told.
            return;
        }
    }

    /// <summary>Answers, or does not.</summary>
    /// <returns>Whether the connection may be used again.</returns>
    private async Task<bool> AnswerAsync(Socket socket, string target, Random mood)
    {
        if (mood.Next(4) == 0) await Task.Delay(mood.Next(1, 6), _stop.Token);
        switch (mood.Next(100))
        {
            case < 3:
                await SendAsync(socket, "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nbusy");
                return true;
            case < 5:
                socket.LingerState = new(true, 0);
                return false;
            case < 6:
                return false;
            case < 7:
                await SendAsync(socket, "HTTP/1.1 200 OK\r\nConte");
                return false;
            case < 9:
                await SendAsync(socket, $"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{target}");
                socket.LingerState = new(true, mood.Next(2));
                return false;
            case < 10:
                await SendAsync(socket, $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{target.Length:x}\r\n{target}\r\nnot a size\r\n");
                return false;
            case < 11:
                // Longer than the proxy waits, which hangs up.
                await socket.ReceiveAsync(new byte[1], _stop.Token);
                return false;
            case < 14:
                await SendAsync(socket, $"HTTP/1.1 200 OK\r\nContent-Length: {target.Length}\r\n\r\n{target}");
                return false;
            case < 50:
                await SendAsync(socket, $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{target.Length:x}\r\n{target}\r\n0\r\n\r\n");
                return true;
            default:
                await SendAsync(socket, $"HTTP/1.1 200 OK\r\nContent-Length: {target.Length}\r\n\r\n{target}");
                return true;
        }
    }

    private async Task SendAsync(Socket socket, string text)
    {
        ReadOnlyMemory<byte> left = Encoding.Latin1.GetBytes(text);
        while (!left.IsEmpty) left = left[await socket.SendAsync(left, _stop.Token)..];
    }
}
