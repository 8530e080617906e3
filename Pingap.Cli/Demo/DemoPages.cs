using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Pingap.Cli.Demo;

/// <summary>What an example backend answers.</summary>
/// <param name="name">Who it says it is.</param>
/// <param name="stopping">Ends what would go on for ever.</param>
internal sealed class DemoPages(string name, CancellationToken stopping)
{
    private const int LongestWait = 60_000;
    private const string Events = "/events";
    private const string Status = "/status/";

    /// <summary>Answers one request; every path that has no page of its own is answered with what was received.</summary>
    public Task ServeAsync(HttpContext context)
    {
        context.Response.Headers["X-Backend"] = name;
        var path = context.Request.Path.Value ?? "/";
        return path switch
        {
            "/health" => TextAsync(context, $"{name} is well\n"),
            "/slow" => SlowAsync(context),
            Events => EventsAsync(context),
            "/ws" => EchoAsync(context),
            _ when path.StartsWith(Status, StringComparison.Ordinal) => StatusAsync(context, path[Status.Length..]),
            _ => HelloAsync(context),
        };
    }

    private async Task HelloAsync(HttpContext context)
    {
        var request = context.Request;
        var text = new StringBuilder($"Hello from {name}: {request.Method} {request.Path}{request.QueryString} {request.Protocol}\n");
        foreach (var (field, values) in request.Headers)
            foreach (var value in values)
                text.Append(CultureInfo.InvariantCulture, $"{field}: {value}\n");
        await TextAsync(context, text.ToString());
    }

    private async Task SlowAsync(HttpContext context)
    {
        if (!int.TryParse(context.Request.Query["ms"], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            || milliseconds > LongestWait)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await TextAsync(context, $"say how long: /slow?ms=0 to {LongestWait}\n");
            return;
        }

        await Task.Delay(milliseconds, context.RequestAborted);
        await TextAsync(context, $"{name} took {milliseconds} ms\n");
    }

    private static async Task StatusAsync(HttpContext context, string code)
    {
        // 1xx would be no answer, and 204 and 304 have no body: none of them gets one.
        var isStatus = int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 200 and <= 599;
        context.Response.StatusCode = isStatus ? status : StatusCodes.Status400BadRequest;
        if (!isStatus) await TextAsync(context, "say which: /status/200 to /status/599\n");
    }

    private async Task EventsAsync(HttpContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(1));
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        try
        {
            for (var tick = 1; ; tick++)
            {
                await context.Response.WriteAsync($"data: tick {tick} from {name}\n\n", ended.Token);
                await context.Response.Body.FlushAsync(ended.Token);
                await clock.WaitForNextTickAsync(ended.Token);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The reader left, or the demonstration is over: the stream ends here, as it must some time.
        }
    }

    private async Task EchoAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            context.Response.Headers.Upgrade = "websocket";
            await TextAsync(context, "this page speaks WebSocket\n");
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), ended.Token) is { MessageType: not WebSocketMessageType.Close } part)
                await socket.SendAsync(buffer.AsMemory(0, part.Count), part.MessageType, part.EndOfMessage, ended.Token);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", ended.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException)
        {
            // The other end left without a word; there is nobody to tell.
            socket.Abort();
        }
    }

    private static Task TextAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
