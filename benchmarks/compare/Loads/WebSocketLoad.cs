using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Pingap.Compare.Targets;

namespace Pingap.Compare.Loads;

/// <summary>WebSockets that each send the next message when the echo of the one before is there. The frames are made once: what is measured is the proxy, not this end.</summary>
/// <param name="connections">How many.</param>
/// <param name="length">Bytes of a message; less than 126, which fit the short form of a frame (RFC 6455 §5.2).</param>
internal sealed class WebSocketLoad(int connections, int length) : ILoad
{
    private const byte FinalBinary = 0x82;
    private const byte Masked = 0x80;

    /// <inheritdoc/>
    public string? Program => null;

    /// <inheritdoc/>
    public async Task<string?> CheckAsync(Fronts fronts, CancellationToken cancellation)
    {
        try
        {
            using var socket = await OpenAsync(fronts, cancellation);
            await ExchangeAsync(socket, Frame(), new byte[length + 2], cancellation);
            return null;
        }
        catch (Exception failure) when (failure is SocketException or InvalidDataException)
        {
            return failure.Message;
        }
    }

    /// <inheritdoc/>
    public async Task<LoadResult> RunAsync(Fronts fronts, int seconds, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var end = start + (seconds * Stopwatch.Frequency);
        var clients = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => TalkAsync(fronts, end, cancellation), cancellation)));
        var time = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return LoadResult.Of(clients.SelectMany(client => client.Latencies), clients.Count(client => client.IsCut), time);
    }

    private async Task<(List<double> Latencies, bool IsCut)> TalkAsync(Fronts fronts, long end, CancellationToken cancellation)
    {
        var latencies = new List<double>();
        var (frame, echo) = (Frame(), new byte[length + 2]);
        try
        {
            using var socket = await OpenAsync(fronts, cancellation);
            for (var sent = Stopwatch.GetTimestamp(); sent < end; sent = Stopwatch.GetTimestamp())
            {
                await ExchangeAsync(socket, frame, echo, cancellation);
                latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMicroseconds);
            }

            return (latencies, false);
        }
        catch (Exception cut) when (cut is SocketException or InvalidDataException)
        {
            return (latencies, true);
        }
    }

    private static async Task<Socket> OpenAsync(Fronts fronts, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, fronts.Http), cancellation);
        var request = $"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{fronts.Http}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request), cancellation);
        var buffer = new byte[4096];
        for (var filled = 0; !buffer.AsSpan(0, filled).EndsWith("\r\n\r\n"u8);)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(filled), cancellation);
            filled += read;
            if (read == 0 || !buffer.AsSpan(0, filled).StartsWith("HTTP/1.1 101"u8[..Math.Min(filled, 12)])) throw new InvalidDataException("the upgrade was not answered with 101");
        }

        return socket;
    }

    private static async Task ExchangeAsync(Socket socket, byte[] frame, byte[] echo, CancellationToken cancellation)
    {
        await socket.SendAsync(frame, cancellation);
        for (var filled = 0; filled < echo.Length;)
        {
            var read = await socket.ReceiveAsync(echo.AsMemory(filled), cancellation);
            filled += read;
            if (read == 0 || echo[0] != FinalBinary) throw new InvalidDataException("the message did not come back");
        }
    }

    /// <summary>A message as clients send them: masked, with a key of zeros that leaves it as it is.</summary>
    private byte[] Frame() => [FinalBinary, (byte)(Masked | length), 0, 0, 0, 0, .. Enumerable.Repeat((byte)'x', length)];
}
