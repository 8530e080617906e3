using System.Net;
using System.Net.Sockets;
using System.Text;
using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Load.Unrest;

/// <summary>A client that sends one request after the other, and leaves in the middle of some, by chance with a seed.</summary>
/// <param name="proxy">Where to.</param>
/// <param name="number">Which client it is, and its seed.</param>
/// <param name="tally">Told how each request ends.</param>
internal sealed class MoodyClient(IPEndPoint proxy, int number, UnrestTally tally) : IDisposable
{
    private readonly Random _mood = new(number);
    private Socket? _socket;
    private WireMessages? _messages;
    private int _sent;

    /// <summary>Sends a request.</summary>
    /// <exception cref="InvalidDataException">The answer is to another request, or of a status that nothing here accounts for.</exception>
    /// <exception cref="OperationCanceledException">No end of the answer within 60 s.</exception>
    public async Task SendAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline.Generous);
        var target = $"/client-{number}/{++_sent}";
        var leaves = _mood.Next(100);
        try
        {
            await ConnectAsync(deadline.Token);
            switch (leaves)
            {
                case < 5:
                    await WriteAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n", deadline.Token);
                    await Task.Delay(_mood.Next(10), deadline.Token);
                    Leave();
                    tally.Add(UnrestEnd.Left);
                    return;
                case < 10:
                    await WriteAsync($"POST {target} HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf of it", deadline.Token);
                    await Task.Delay(_mood.Next(10), deadline.Token);
                    Leave();
                    tally.Add(UnrestEnd.Left);
                    return;
                case < 15:
                    await WriteAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n", deadline.Token);
                    await _socket!.ReceiveAsync(new byte[_mood.Next(1, 200)], deadline.Token);
                    Leave();
                    tally.Add(UnrestEnd.Left);
                    return;
                case < 30:
                    await WriteAsync($"POST {target} HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\na req", deadline.Token);
                    await WriteAsync("uest!", deadline.Token);
                    break;
                case < 40:
                    await WriteAsync($"POST {target} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\na req\r\n", deadline.Token);
                    await WriteAsync("5\r\nuest!\r\n0\r\n\r\n", deadline.Token);
                    break;
                default:
                    await WriteAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n", deadline.Token);
                    break;
            }

            tally.Add(await ReceiveAsync(target, deadline.Token));
        }
        catch (Exception cut) when (cut is SocketException or EndOfStreamException)
        {
            Leave();
            tally.Add(UnrestEnd.Cut);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket?.Dispose();

    private async Task<UnrestEnd> ReceiveAsync(string target, CancellationToken cancellation)
    {
        var head = await _messages!.ReadHeadAsync(cancellation) ?? throw new EndOfStreamException();
        var body = await _messages.ReadBodyAsync(head, cancellation);
        if (head.Contains("\r\nConnection: close", StringComparison.OrdinalIgnoreCase)) Leave();
        return head.AsSpan(9, 3) switch
        {
            "200" when body == target => UnrestEnd.Answered,
            "502" => UnrestEnd.BadGateway,
            "503" => UnrestEnd.Unavailable,
            "504" => UnrestEnd.TimedOut,
            _ => throw new InvalidDataException($"to {target}: {head}{body}"),
        };
    }

    private async ValueTask ConnectAsync(CancellationToken cancellation)
    {
        if (_socket is not null) return;
        _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _messages = new(_socket);
        await _socket.ConnectAsync(proxy, cancellation);
    }

    /// <summary>Closes the connection, in one of the two ways.</summary>
    private void Leave()
    {
        if (_mood.Next(2) == 0) _socket!.LingerState = new(true, 0);
        _socket!.Dispose();
        _socket = null;
    }

    private async Task WriteAsync(string text, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte> left = Encoding.Latin1.GetBytes(text);
        while (!left.IsEmpty) left = left[await _socket!.SendAsync(left, cancellation)..];
    }
}
