using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Pingap.Benchmarks.Abuse;

/// <summary>A client that does no harm: one request after the other over one connection, with pauses, and how long each takes.</summary>
/// <param name="port">A port of 127.0.0.1.</param>
internal sealed class CleanClient(int port)
{
    private static readonly byte[] Request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray();
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Sends until it is told to end.</summary>
    /// <returns>How long each request took, in milliseconds.</returns>
    /// <exception cref="IOException">It was not served.</exception>
    public async Task<List<double>> RunAsync(CancellationToken end)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, CancellationToken.None);
        var buffer = new byte[4096];
        var times = new List<double>();
        while (!end.IsCancellationRequested)
        {
            var start = Stopwatch.GetTimestamp();
            await socket.SendAsync(Request, CancellationToken.None);
            var filled = 0;
            while (!buffer.AsSpan(0, filled).EndsWith("\r\n\r\nok"u8))
            {
                var count = await socket.ReceiveAsync(buffer.AsMemory(filled), CancellationToken.None);
                if (count == 0) throw new IOException("A clean client was not served.");
                filled += count;
            }

            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await Task.Delay(Pause, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return times;
    }
}
