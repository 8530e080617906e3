using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pingap.Gateway.Frames;
using Pingap.Gateway.Tls;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Listeners;

/// <summary>The settings of the one Kestrel server: three doors that never change.</summary>
public sealed class KestrelFront(TlsHandshake handshake, ClientLimits limits, ILogger<KestrelFront> logger) : IConfigureOptions<KestrelServerOptions>
{
    /// <inheritdoc/>
    public void Configure(KestrelServerOptions options)
    {
        // Kestrel takes a bare LF for a line end, as RFC 9112 §2.2 allows, unless this switch is on when the server is made.
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", true);
        options.AddServerHeader = false;
        limits.Govern(options.Limits);

        options.RequestHeaderEncodingSelector = RequestEncodings.Of;
        options.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;

        options.Listen(FrontEndPoint.Http1, door =>
        {
            Open(door, HttpProtocols.Http1);
            door.Use(next => connection => ClientConnection.HearAsync(connection, next));
        });
        options.Listen(FrontEndPoint.Http2, door =>
        {
            Open(door, HttpProtocols.Http2);
            door.Use(next => connection => WatchedFrames.ServeAsync(connection, limits.Current.MaxStreams, next, logger));
            door.Use(next => connection => ServeOnLoopAsync(connection, next));
        });
        options.Listen(FrontEndPoint.Tls, door =>
        {
            Open(door, HttpProtocols.Http1AndHttp2);
            door.UseHttps(new TlsHandshakeCallbackOptions
            {
                OnConnection = handshake.OnConnection,
                // Kestrel would keep to the one it began with; ClientConnection ends handshakes by the limit of the day.
                HandshakeTimeout = TimeSpan.FromDays(1),
            });
            // After the handshake, which computes for long and stays on the thread pool.
            door.Use(next => connection => ClientConnection.HearAsync(connection, next));
            door.Use(next => connection => IsHttp2(connection) ? WatchedFrames.ServeAsync(connection, limits.Current.MaxStreams, next, logger) : next(connection));
        });
    }

    /// <summary>Serves a connection where its bytes come in, if that is an epoll loop: Kestrel begins each on the thread pool.</summary>
    private static Task ServeOnLoopAsync(ConnectionContext connection, ConnectionDelegate next) =>
        connection.Features.Get<ILoopFeature>() is { } feature ? ServeOnLoopAsync(feature, connection, next) : next(connection);

    private static async Task ServeOnLoopAsync(ILoopFeature feature, ConnectionContext connection, ConnectionDelegate next)
    {
        feature.ReadOnLoop();
        await new EnterLoop(feature.Loop);
        await next(connection);
    }

    private static void Open(ListenOptions door, HttpProtocols protocols)
    {
        door.Protocols = protocols;
        door.Use(next => connection => ClientConnection.ServeAsync(connection, next));
    }

    private static bool IsHttp2(ConnectionContext connection) =>
        connection.Features.Get<ITlsApplicationProtocolFeature>()?.ApplicationProtocol.Span.SequenceEqual("h2"u8) is true;
}
