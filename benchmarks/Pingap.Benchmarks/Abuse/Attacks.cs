using System.Net;
using System.Net.Sockets;
using Pingap.Testing.Http2;

namespace Pingap.Benchmarks.Abuse;

/// <summary>The attacks that are measured.</summary>
internal static class Attacks
{
    private const int FloodRounds = 10;
    private const int SlowRounds = 1;
    private const int Connections = 100;

    /// <summary>All of them, with floods by one connection and slowness by a hundred.</summary>
    public static IEnumerable<Attack> All =>
    [
        .. FrameAttack.Floods.Concat(FrameAttack.MadeResets).Select(Flood),
        new("HPACK bomb", FloodRounds, BombAsync),
        new("100 streams without a window", SlowRounds, (port, end) => HoldAsync(port, WireFrame.Headers, "/large", (4, 0), end)),
        new("100 bodies that never come", SlowRounds, (port, end) => HoldAsync(port, OpenHeaders, "/upload", (4, 65_535), end)),
        new("HTTP/2 without a request", SlowRounds, (port, end) => HoldAsync(port, null, "", (4, 65_535), end)),
        new("100 silent connections", SlowRounds, (port, end) => SlowAsync(port, "", end)),
        new("100 heads without an end", SlowRounds, (port, end) => SlowAsync(port, "GET / HTTP/1.1\r\nHost: a\r\n", end)),
        new("100 bodies without an end", SlowRounds, (port, end) => SlowAsync(port, "POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx", end)),
        new("100 idle connections", SlowRounds, (port, end) => SlowAsync(port, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", end)),
        new("1,000 connections, one after the other", SlowRounds, ChurnAsync),
    ];

    private delegate byte[] Opening(int stream, ReadOnlySpan<byte> block, byte flags = WireFrame.EndHeaders | WireFrame.EndStream);

    private static byte[] OpenHeaders(int stream, ReadOnlySpan<byte> block, byte flags) => WireFrame.Headers(stream, block, WireFrame.EndHeaders);

    private static Attack Flood(FrameAttack attack) => new(attack.Name, FloodRounds, async (port, end) =>
    {
        using var client = await WireClient.OpenAsync(port, end);
        await Cut.OfFloodAsync(client, attack, end);
    });

    private static async Task BombAsync(int port, CancellationToken end)
    {
        using var client = await WireClient.OpenAsync(port, end);
        byte[] field = [0x40, .. WireFrame.Block(("bomb", new string('x', 4000)))[1..]];
        await client.SendAsync(end, WireFrame.Headers(1, [.. WireFrame.Request("GET", "/"), .. field, .. Enumerable.Repeat((byte)0xbe, 10_000)]));
        await client.ReadToEndAsync(end);
    }

    private static async Task HoldAsync(int port, Opening? opening, string path, (ushort, uint) setting, CancellationToken end)
    {
        using var client = await WireClient.OpenAsync(port, end, null, setting);
        for (var stream = 1; opening is not null && stream < 2 * Connections; stream += 2)
            await client.SendAsync(end, opening(stream, WireFrame.Request(path is "/upload" ? "POST" : "GET", path)));
        await client.ReadToEndAsync(end);
    }

    private static Task SlowAsync(int port, string beginning, CancellationToken end) => Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
    {
        using var socket = await ConnectAsync(port, end);
        await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(beginning), end);
        await DrainAsync(socket, end);
    }));

    private static async Task ChurnAsync(int port, CancellationToken end)
    {
        for (var i = 0; i < 1000; i++)
        {
            using var socket = await ConnectAsync(port, end);
        }
    }

    private static async Task<Socket> ConnectAsync(int port, CancellationToken end)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, end);
        return socket;
    }

    private static async Task DrainAsync(Socket socket, CancellationToken end)
    {
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer, end) > 0) continue;
        }
        catch (SocketException)
        {
            // A reset is an end too.
            return;
        }
    }
}
