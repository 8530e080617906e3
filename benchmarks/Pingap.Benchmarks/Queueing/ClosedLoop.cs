using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Pingap.Benchmarks.Queueing;

/// <summary>One client that sends the next request when the one before is answered, with as little work of its own as can be.</summary>
internal static class ClosedLoop
{
    private static readonly byte[] Request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray();

    /// <summary>Sends until the time is over.</summary>
    /// <param name="server">Where to; it answers with <see cref="Given.FixedBackend"/>'s two bytes.</param>
    /// <param name="start">When the time began, by <see cref="Stopwatch.GetTimestamp"/>.</param>
    /// <param name="time">How long.</param>
    /// <returns>How many requests were answered.</returns>
    /// <exception cref="InvalidDataException">An answer is not 200.</exception>
    public static async Task<int> RunAsync(IPEndPoint server, long start, TimeSpan time)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server);
        var buffer = new byte[4096];
        var count = 0;
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            await socket.SendAsync(Request);
            for (var filled = 0; !buffer.AsSpan(0, filled).EndsWith("\r\n\r\nok"u8);)
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
                if (read == 0) throw new InvalidDataException("the connection was closed");
                filled += read;
                if (filled >= 12 && !buffer.AsSpan(0, filled).StartsWith("HTTP/1.1 200"u8)) throw new InvalidDataException("not 200");
            }

            count++;
        }

        return count;
    }
}
