using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;
using Pingap.Gateway.Tls;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Listeners;

/// <summary>The settings of the one Kestrel server: three doors that never change.</summary>
public sealed class KestrelFront(TlsHandshake handshake) : IConfigureOptions<KestrelServerOptions>
{
    /// <inheritdoc/>
    public void Configure(KestrelServerOptions options)
    {
        // Kestrel takes a bare LF for a line end, as RFC 9112 §2.2 allows, unless this switch is on when the server is made.
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", true);
        options.AddServerHeader = false;
        KestrelLimits.Apply(options.Limits);

        // Octets over 127 in field values (obs-text, RFC 9110 §5.5) pass a proxy unchanged: in Latin-1 each is one character, both ways.
        options.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        options.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;

        options.Listen(FrontEndPoint.Http1, door =>
        {
            Open(door, HttpProtocols.Http1);
            door.Use(next => connection => ServeOnLoopAsync(connection, next));
        });
        options.Listen(FrontEndPoint.Http2, door =>
        {
            Open(door, HttpProtocols.Http2);
            door.Use(next => connection => ServeOnLoopAsync(connection, next));
        });
        options.Listen(FrontEndPoint.Tls, door =>
        {
            Open(door, HttpProtocols.Http1AndHttp2);
            door.UseHttps(new TlsHandshakeCallbackOptions
            {
                OnConnection = handshake.OnConnection,
                HandshakeTimeout = KestrelLimits.HeadTimeout,
            });
            // After the handshake, which computes for long and stays on the thread pool.
            door.Use(next => connection => ServeOnLoopAsync(connection, next));
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
}
