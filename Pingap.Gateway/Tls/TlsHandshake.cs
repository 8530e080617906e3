using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Telemetry;

namespace Pingap.Gateway.Tls;

/// <summary>Answers each TLS handshake: certificate by SNI, versions and ALPN by the connection's listener.</summary>
public sealed class TlsHandshake(CertificateStore certificates, ILogger<TlsHandshake> logger)
{
    private static readonly List<SslApplicationProtocol> Http1Only = [SslApplicationProtocol.Http11];
    private static readonly List<SslApplicationProtocol> Http2AndHttp1 = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];

    /// <summary>The settings of one handshake.</summary>
    /// <exception cref="AuthenticationException">No certificate serves the name: Kestrel ends the connection.</exception>
    public ValueTask<SslServerAuthenticationOptions> OnConnection(TlsHandshakeCallbackContext context)
    {
        var name = context.ClientHelloInfo.ServerName;
        var settings = context.Connection.Features.Get<ITlsSettingsFeature>();
        if (settings?.Tls is not { } tls || certificates.Current.Find(name) is not { } certificate)
        {
            ListenerLog.HandshakeRefused(logger, context.Connection.RemoteEndPoint, name);
            throw new AuthenticationException("No certificate serves this name.");
        }

        return ValueTask.FromResult(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = certificate,
            EnabledSslProtocols = Versions(tls),
            ApplicationProtocols = settings.Http2 ? Http2AndHttp1 : Http1Only,
            AllowRenegotiation = false,
            ClientCertificateRequired = false,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        });
    }

    private static SslProtocols Versions(ListenerTls tls) => (tls.Minimum, tls.Maximum) switch
    {
        (TlsVersion.Tls12, TlsVersion.Tls12) => SslProtocols.Tls12,
        (TlsVersion.Tls13, _) => SslProtocols.Tls13,
        _ => SslProtocols.Tls12 | SslProtocols.Tls13,
    };
}
