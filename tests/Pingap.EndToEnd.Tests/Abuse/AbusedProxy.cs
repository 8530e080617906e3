using System.Net.Security;
using Microsoft.AspNetCore.Http;
using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing;
using Pingap.Testing.Http2;

namespace Pingap.EndToEnd.Tests.Abuse;

/// <summary>
/// A proxy with short limits, for those who try them: <c>http</c> in cleartext and <c>https</c>, both with HTTP/2. Its backend answers <c>/large</c> with 8 MiB,
/// <c>/hold</c> never, and reads the body of <c>/upload</c>.
/// </summary>
public sealed class AbusedProxy : ProxyFixture
{
    /// <summary>How long nothing, or less than a head, may be said.</summary>
    public static readonly TimeSpan HeaderTimeout = TimeSpan.FromSeconds(2);

    private readonly TestAuthority _authority = new();

    /// <summary>The port of <c>http</c>.</summary>
    public int Port => Url.Port;

    /// <summary>The port of <c>https</c>.</summary>
    public async Task<int> TlsPortAsync() => (await Proxy.UrlAsync("https")).Port;

    /// <summary>An HTTP/2 connection to <c>http</c>, or to <c>https</c>.</summary>
    public async Task<WireClient> OpenAsync(bool isSecured = false, params (ushort Id, uint Value)[] settings) => isSecured
        ? await WireClient.OpenAsync(await TlsPortAsync(), Deadline.Token, _authority.Trust(), settings)
        : await WireClient.OpenAsync(Port, Deadline.Token, null, settings);

    /// <summary>How a client of HTTP/1.1 speaks TLS to <c>https</c>.</summary>
    public SslClientAuthenticationOptions TrustingTls() => new() { TargetHost = "localhost", CertificateChainPolicy = _authority.Trust() };

    /// <summary>Whether a client that does no harm is served.</summary>
    public async Task AssertServesAsync()
    {
        using var response = await Client.GetAsync("/");
        Assert.True(response.IsSuccessStatusCode);
    }

    /// <inheritdoc/>
    protected override async Task<string> ConfigureAsync()
    {
        var backend = await BackendAsync();
        backend.Serve("/large", http => http.Response.Body.WriteAsync(new byte[8 * 1024 * 1024]).AsTask());
        backend.Serve("/hold", http => Task.Delay(Timeout.Infinite, http.RequestAborted));
        backend.Serve("/upload", http => http.Request.Body.CopyToAsync(Stream.Null));
        var certificate = _authority.Issue("any", ["localhost"], isDefault: true);
        return $"""
            [basic]
            log_level = "debug"
            client_header_timeout = "2s"
            keepalive_timeout = "3s"

            [upstreams.backend]
            addrs = ["{backend.Address}"]

            [locations.all]
            upstream = "backend"

            [certificates.any]
            domains = "localhost"
            tls_cert = '''{certificate.ChainPem}'''
            tls_key = '''{certificate.KeyPem.Value}'''
            is_default = true

            [servers.http]
            addr = "127.0.0.1:0"
            locations = ["all"]
            enabled_h2 = true

            [servers.plain]
            addr = "127.0.0.1:0"
            locations = ["all"]

            [servers.https]
            addr = "127.0.0.1:0"
            locations = ["all"]
            global_certificates = true
            """;
    }
}
