using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Protocols;

/// <summary>WebSockets, over HTTP/1.1 by Upgrade and over HTTP/2 by extended CONNECT (RFC 8441), on both sides of the proxy.</summary>
public sealed class WebSocketTests(WebSocketTests.World world) : IClassFixture<WebSocketTests.World>
{
    [Theory]
    [MemberData(nameof(FourHops.All), MemberType = typeof(FourHops))]
    public async Task Text_is_echoed(string version, string upstream)
    {
        using var socket = await world.ConnectAsync(version, world.Serve(upstream, EchoAsync));
        await socket.SendAsync(Encoding.UTF8.GetBytes("grüße"), WebSocketMessageType.Text, endOfMessage: true, Deadline.Token);

        var (type, bytes) = await ReadAsync(socket);
        Assert.Equal((WebSocketMessageType.Text, "grüße"), (type, Encoding.UTF8.GetString(bytes)));
    }

    [Theory]
    [MemberData(nameof(FourHops.All), MemberType = typeof(FourHops))]
    public async Task A_big_binary_message_in_pieces_is_echoed(string version, string upstream)
    {
        var message = new byte[4 * 1024 * 1024];
        new Random(1).NextBytes(message);
        using var socket = await world.ConnectAsync(version, world.Serve(upstream, EchoAsync));
        var sending = SendInPiecesAsync(socket, message);

        var (type, bytes) = await ReadAsync(socket);
        Assert.Equal(WebSocketMessageType.Binary, type);
        Assert.True(message.AsSpan().SequenceEqual(bytes));
        await sending;
    }

    [Theory]
    [MemberData(nameof(FourHops.All), MemberType = typeof(FourHops))]
    public async Task The_clients_close_and_the_backends_answer_to_it_pass(string version, string upstream)
    {
        var heard = new TaskCompletionSource<(WebSocketCloseStatus?, string?)>();
        var path = world.Serve(upstream, async http =>
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            await ReadAsync(socket);
            heard.SetResult((socket.CloseStatus, socket.CloseStatusDescription));
            await socket.CloseOutputAsync((WebSocketCloseStatus)4001, "and so do I", Deadline.Token);
        });
        using var socket = await world.ConnectAsync(version, path);
        await socket.CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "I go", Deadline.Token);

        Assert.Equal((WebSocketCloseStatus.EndpointUnavailable, "I go"), await heard.Task.InTime());
        Assert.Equal(((WebSocketCloseStatus)4001, "and so do I"), (socket.CloseStatus!.Value, socket.CloseStatusDescription));
        Assert.Equal(WebSocketState.Closed, socket.State);
    }

    [Theory]
    [MemberData(nameof(FourHops.All), MemberType = typeof(FourHops))]
    public async Task The_backends_close_passes(string version, string upstream)
    {
        var path = world.Serve(upstream, async http =>
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            await socket.CloseAsync(WebSocketCloseStatus.PolicyViolation, "out", Deadline.Token);
        });
        using var socket = await world.ConnectAsync(version, path);

        Assert.Equal(WebSocketMessageType.Close, (await ReadAsync(socket)).Type);
        Assert.Equal((WebSocketCloseStatus.PolicyViolation, "out"), (socket.CloseStatus!.Value, socket.CloseStatusDescription));
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Deadline.Token);
    }

    [Theory]
    [MemberData(nameof(FourHops.All), MemberType = typeof(FourHops))]
    public async Task A_backend_that_breaks_off_breaks_off_the_client(string version, string upstream)
    {
        var path = world.Serve(upstream, async http =>
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            await ReadAsync(socket);
            http.Abort();
        });
        using var socket = await world.ConnectAsync(version, path);
        await socket.SendAsync("break off"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, Deadline.Token);

        await Assert.ThrowsAsync<WebSocketException>(() => ReadAsync(socket));
    }

    [Theory]
    [MemberData(nameof(FourHops.All), MemberType = typeof(FourHops))]
    public async Task The_subprotocol_is_agreed_between_client_and_backend(string version, string upstream)
    {
        var path = world.Serve(upstream, async http =>
        {
            var offered = string.Join(' ', http.WebSockets.WebSocketRequestedProtocols);
            using var socket = await http.WebSockets.AcceptWebSocketAsync("chat.v2");
            await socket.SendAsync(Encoding.UTF8.GetBytes(offered), WebSocketMessageType.Text, endOfMessage: true, Deadline.Token);
            await ReadAsync(socket);
        });
        using var socket = await world.ConnectAsync(version, path, "chat.v1", "chat.v2");

        Assert.Equal("chat.v2", socket.SubProtocol);
        Assert.Equal("chat.v1 chat.v2", Encoding.UTF8.GetString((await ReadAsync(socket)).Bytes));
    }

    [Theory]
    [MemberData(nameof(FourHops.All), MemberType = typeof(FourHops))]
    public async Task A_backend_may_refuse(string version, string upstream)
    {
        var path = world.Serve(upstream, http =>
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        });
        using var socket = new ClientWebSocket();
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => world.ConnectAsync(socket, version, path));

        Assert.Equal(System.Net.HttpStatusCode.Forbidden, socket.HttpStatusCode);
        Assert.Equal(WebSocketError.NotAWebSocket, refused.WebSocketErrorCode);
    }

    private static async Task EchoAsync(HttpContext http)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var (type, bytes) = await ReadAsync(socket);
        await socket.SendAsync(bytes, type, endOfMessage: true, Deadline.Token);
        await ReadAsync(socket);
    }

    private static async Task SendInPiecesAsync(WebSocket socket, byte[] message)
    {
        const int piece = 100_000;
        for (var at = 0; at < message.Length; at += piece)
        {
            var rest = Math.Min(piece, message.Length - at);
            await socket.SendAsync(message.AsMemory(at, rest), WebSocketMessageType.Binary, at + rest == message.Length, Deadline.Token);
        }
    }

    private static async Task<(WebSocketMessageType Type, byte[] Bytes)> ReadAsync(WebSocket socket)
    {
        var message = new MemoryStream();
        var piece = new byte[64 * 1024];
        while (true)
        {
            var read = await socket.ReceiveAsync(piece.AsMemory(), Deadline.Token);
            message.Write(piece, 0, read.Count);
            if (read.EndOfMessage) return (read.MessageType, message.ToArray());
        }
    }

    public sealed class World : FourHops
    {
        private readonly HttpMessageInvoker _connections = new(Clients.Handler());

        public async Task<ClientWebSocket> ConnectAsync(string version, string path, params string[] subprotocols)
        {
            var socket = new ClientWebSocket();
            foreach (var subprotocol in subprotocols) socket.Options.AddSubProtocol(subprotocol);
            await ConnectAsync(socket, version, path);
            return socket;
        }

        public Task ConnectAsync(ClientWebSocket socket, string version, string path)
        {
            socket.Options.HttpVersion = Version.Parse(version);
            socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
            socket.Options.CollectHttpResponseDetails = true;
            return socket.ConnectAsync(new UriBuilder(Url) { Scheme = "ws", Path = path }.Uri, _connections, Deadline.Token);
        }
    }
}
