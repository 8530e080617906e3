using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Pingap.Measuring.Loads;

namespace Pingap.Benchmarks.Flapping;

/// <summary>Requests at a fixed rate, GET and POST in turn, each over an idle connection or a new one: what waits for one answer holds up no other request.</summary>
/// <param name="proxy">Where to.</param>
/// <param name="samples">Told of each.</param>
internal sealed class FlapLoad(EndPoint proxy, FlapSamples samples) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly ConcurrentBag<Socket> _idle = [];

    /// <summary>Sends for a while; returns when all are answered.</summary>
    /// <param name="rate">Requests a second.</param>
    /// <param name="time">How long.</param>
    public async Task RunAsync(int rate, TimeSpan time)
    {
        var requests = new Task[(int)(rate * time.TotalSeconds)];
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // A thread of its own: on the pool it would be late whenever the pool is busy.
        var sender = new Thread(() =>
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < requests.Length; i++)
            {
                Pacer.WaitUntil(start + (i * Stopwatch.Frequency / rate));
                var request = i % 2 == 0 ? FlapRequests.Get : FlapRequests.Post;
                requests[i] = Task.Run(() => SendAsync(request));
            }

            sent.SetResult();
        }) { IsBackground = true };
        sender.Start();
        await sent.Task;
        await Task.WhenAll(requests);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryTake(out var socket)) socket.Dispose();
    }

    private async Task SendAsync(byte[] request)
    {
        var start = Stopwatch.GetTimestamp();
        using var deadline = new CancellationTokenSource(Deadline);
        var method = request == FlapRequests.Get ? "GET" : "POST";
        if (!_idle.TryTake(out var socket)) socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (!socket.Connected) await socket.ConnectAsync(proxy, deadline.Token);
            await socket.SendAsync(request, deadline.Token);
            var answer = await ReceiveAsync(socket, deadline.Token);
            samples.Add(answer.Status is "200" ? null : $"{method} {answer.Status}", Stopwatch.GetElapsedTime(start));
            if (answer.MayGoOn) _idle.Add(socket);
            else socket.Dispose();
        }
        catch (Exception failure) when (failure is SocketException or EndOfStreamException or OperationCanceledException)
        {
            samples.Add(failure is OperationCanceledException ? $"{method} without end" : $"{method} cut", Stopwatch.GetElapsedTime(start));
            socket.Dispose();
        }
    }

    private static async Task<(string Status, bool MayGoOn)> ReceiveAsync(Socket socket, CancellationToken cancellation)
    {
        var buffer = new byte[8192];
        for (var filled = 0; ;)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(filled), cancellation);
            // An answer without a length ends with its connection.
            if (read == 0 && filled < 12) throw new EndOfStreamException();
            filled += read;
            if (read > 0 && !IsWhole(buffer.AsSpan(0, filled))) continue;
            var text = Encoding.Latin1.GetString(buffer, 0, filled);
            return (text[9..12], read > 0 && !text.Contains("\r\nconnection: close", StringComparison.OrdinalIgnoreCase));
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        const string Length = "\r\ncontent-length:";
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var head = Encoding.Latin1.GetString(bytes[..(end + 2)]);
        var at = head.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return bytes.EndsWith("\r\n0\r\n\r\n"u8);
        at += Length.Length;
        return bytes.Length >= end + 4 + int.Parse(head.AsSpan(at, head.IndexOf('\r', at) - at), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
    }
}
