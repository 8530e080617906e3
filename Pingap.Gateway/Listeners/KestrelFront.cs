using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;
using Pingap.Gateway.Tls;

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

        options.RequestHeaderEncodingSelector = RequestEncodings.Of;
        options.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;

        options.Listen(FrontEndPoint.Http1, door => Open(door, HttpProtocols.Http1));
        options.Listen(FrontEndPoint.Http2, door => Open(door, HttpProtocols.Http2));
        options.Listen(FrontEndPoint.Tls, door =>
        {
            Open(door, HttpProtocols.Http1AndHttp2);
            door.UseHttps(new TlsHandshakeCallbackOptions
            {
                OnConnection = handshake.OnConnection,
                HandshakeTimeout = KestrelLimits.HeadTimeout,
            });
        });
    }

    private static void Open(ListenOptions door, HttpProtocols protocols)
    {
        door.Protocols = protocols;
        door.Use(next => connection => ClientConnection.ServeAsync(connection, next));
    }
}
