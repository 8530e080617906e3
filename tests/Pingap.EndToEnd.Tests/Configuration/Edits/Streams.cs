using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Configuration.Edits;

/// <summary>WebSockets that echo and a download that counts, all through the proxy, which must live as long as the test.</summary>
internal sealed class Streams : IAsyncDisposable
{
    private const string SocketPath = "/s/ws";
    private const string DownloadPath = "/s/download";
    private readonly ClientWebSocket[] _sockets;
    private readonly HttpClient _http;
    private readonly StreamReader _download;
    private int _last;

    private Streams(ClientWebSocket[] sockets, HttpClient http, StreamReader download) => (_sockets, _http, _download) = (sockets, http, download);

    /// <summary>Has a backend serve them.</summary>
    /// <param name="backend">The backend.</param>
    /// <param name="next">Each call lets the download go on by a line.</param>
    public static void Serve(Backend backend, SemaphoreSlim next)
    {
        backend.Serve(SocketPath, async http =>
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[1024];
            while (await socket.ReceiveAsync(buffer, http.RequestAborted) is { MessageType: not WebSocketMessageType.Close } message)
                await socket.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, http.RequestAborted);
        });
        backend.Serve(DownloadPath, async http =>
        {
            await http.Response.Body.FlushAsync(http.RequestAborted);
            for (var line = 1; ; line++)
            {
                await next.WaitAsync(http.RequestAborted);
                await http.Response.WriteAsync($"{line}\n", http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        });
    }

    /// <summary>Opens them.</summary>
    public static async Task<Streams> OpenAsync(Uri proxy, int sockets)
    {
        var open = new ClientWebSocket[sockets];
        for (var i = 0; i < sockets; i++)
        {
            open[i] = new ClientWebSocket();
            await open[i].ConnectAsync(new Uri($"ws://{proxy.Authority}{SocketPath}"), Deadline.Token);
        }

        var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        return new Streams(open, http, new StreamReader(await http.GetStreamAsync(new Uri(proxy, DownloadPath))));
    }

    /// <summary>Has every WebSocket echo once, and the download go on by a line; fails when one of them is not what it was.</summary>
    public async Task UseAsync(SemaphoreSlim next)
    {
        next.Release();
        Assert.Equal($"{++_last}", await _download.ReadLineAsync(Deadline.Token));
        var buffer = new byte[1024];
        foreach (var socket in _sockets)
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes($"{_last}"), WebSocketMessageType.Text, endOfMessage: true, Deadline.Token);
            var echo = await socket.ReceiveAsync(buffer.AsMemory(), Deadline.Token);
            Assert.Equal($"{_last}", Encoding.ASCII.GetString(buffer, 0, echo.Count));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var socket in _sockets) socket.Dispose();
        _download.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
