using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Pingap.Compare.Backends;

/// <summary>
/// The backend that works: <c>/upload</c> takes a body and says how long it was, or with GET says what the proxy told of the client, <c>/ws</c> is a WebSocket that echoes, and whatever comes over the port of gRPC is a unary call whose
/// message is its answer. <c>pingap-compare backend PORT GRPC_PORT</c>.
/// </summary>
internal static class WorkServer
{
    /// <summary>The first argument that makes this program the backend.</summary>
    public const string Verb = "backend";

    /// <summary>Serves until the process is asked to end.</summary>
    public static async Task RunAsync(IReadOnlyList<string> ports)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromHours(1);
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
            kestrel.Listen(IPAddress.Loopback, PortOf(ports[0]), listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, PortOf(ports[1]), listen => listen.Protocols = HttpProtocols.Http2);
        });
        await using var app = builder.Build();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        app.Run(AnswerAsync);
        await app.RunAsync();
    }

    private static int PortOf(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static Task AnswerAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest) return EchoAsync(context);
        if (context.Request.Protocol is "HTTP/2") return CallAsync(context);
        return HttpMethods.IsGet(context.Request.Method) ? TellAsync(context) : TakeAsync(context);
    }

    private static Task TellAsync(HttpContext context) =>
        context.Response.WriteAsync(string.Concat(ForwardedFields.Names.Select(name => $"{name}: {context.Request.Headers[name]}\n")));

    private static async Task TakeAsync(HttpContext context)
    {
        var length = 0L;
        var reader = context.Request.BodyReader;
        while (await reader.ReadAsync() is var read)
        {
            length += read.Buffer.Length;
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) break;
        }

        var text = length.ToString(CultureInfo.InvariantCulture);
        context.Response.ContentLength = text.Length;
        await context.Response.WriteAsync(text);
    }

    private static async Task CallAsync(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        context.Response.DeclareTrailer("grpc-status");
        await context.Request.Body.CopyToAsync(context.Response.Body);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[16 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } message)
            {
                await socket.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, context.RequestAborted);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // The client has hung up: its time is over.
            socket.Abort();
        }
    }
}
