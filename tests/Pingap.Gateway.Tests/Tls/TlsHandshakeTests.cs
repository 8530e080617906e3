using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Tests.Listeners;
using Pingap.Testing;
using static Pingap.Gateway.Tests.Listeners.TestFront;

namespace Pingap.Gateway.Tests.Tls;

public sealed class TlsHandshakeTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData("a.test", "CN=a")]
    [InlineData("x.b.test", "CN=b")]
    [InlineData("xn--bcher-kva.test", "CN=idn")]
    public async Task The_server_name_chooses_the_certificate(string name, string subject)
    {
        await using var front = await StartAsync(Plan("s", tls: AnyTls));
        front.Serve(
            _authority.Issue("a", ["a.test"]), _authority.Issue("b", ["*.b.test"]), _authority.Issue("idn", ["xn--bcher-kva.test"]));
        await using var tls = await HandshakeAsync(front, name);
        Assert.Equal(subject, tls.RemoteCertificate!.Subject);
    }

    [Fact]
    public async Task An_unknown_name_without_a_default_is_refused()
    {
        await using var front = await StartAsync(Plan("s", tls: AnyTls));
        front.Serve(_authority.Issue("a", ["a.test"]), _authority.Issue("b", ["b.test"]));
        var refusal = await Record.ExceptionAsync(async () => await HandshakeAsync(front, "c.test"));
        Assert.True(refusal is IOException or AuthenticationException, $"{refusal}");
        // The listener is none the worse for it.
        await using var tls = await HandshakeAsync(front, "a.test");
        Assert.Equal("CN=a", tls.RemoteCertificate!.Subject);
    }

    [Fact]
    public async Task The_intermediates_are_sent()
    {
        await using var front = await StartAsync(Plan("s", tls: AnyTls));
        front.Serve(_authority.Issue("a", ["a.test"]));
        // The client knows the root only, and fetches nothing.
        await using var tls = await HandshakeAsync(front, "a.test");
        Assert.True(tls.IsAuthenticated);
    }

    [Theory]
    [InlineData(true, "h2")]
    [InlineData(false, "http/1.1")]
    public async Task Alpn_follows_the_listener(bool http2, string protocol)
    {
        await using var front = await StartAsync(Plan("s", http2: http2, tls: AnyTls));
        front.Serve(_authority.Issue("a", ["a.test"]));
        await using var tls = await HandshakeAsync(front, "a.test");
        Assert.Equal(protocol, tls.NegotiatedApplicationProtocol.ToString());
    }

    [Theory]
    [InlineData("1.1", "s HTTP/1.1 https")]
    [InlineData("2.0", "s HTTP/2 https")]
    public async Task Requests_are_served_in_both_versions(string version, string answer)
    {
        await using var front = await StartAsync(Plan("s", http2: true, tls: AnyTls));
        front.Serve(_authority.Issue("a", ["a.test"]));
        using var client = Client(Version.Parse(version), _authority);
        Assert.Equal(answer, await client.GetStringAsync(new Uri($"https://127.0.0.1:{front.Port("s")}/")));
    }

    [Theory]
    [InlineData(TlsVersion.Tls12, TlsVersion.Tls13, SslProtocols.Tls12, SslProtocols.Tls12)]
    [InlineData(TlsVersion.Tls12, TlsVersion.Tls13, SslProtocols.None, SslProtocols.Tls13)]
    [InlineData(TlsVersion.Tls12, TlsVersion.Tls12, SslProtocols.None, SslProtocols.Tls12)]
    [InlineData(TlsVersion.Tls13, TlsVersion.Tls13, SslProtocols.None, SslProtocols.Tls13)]
    public async Task The_version_is_the_newest_both_speak(TlsVersion minimum, TlsVersion maximum, SslProtocols client, SslProtocols spoken)
    {
        await using var front = await StartAsync(Plan("s", tls: new ListenerTls(minimum, maximum)));
        front.Serve(_authority.Issue("a", ["a.test"]));
        await using var tls = await HandshakeAsync(front, "a.test", client);
        Assert.Equal(spoken, tls.SslProtocol);
    }

    [Fact]
    public async Task A_version_below_the_minimum_is_refused()
    {
        await using var front = await StartAsync(Plan("s", tls: new ListenerTls(TlsVersion.Tls13, TlsVersion.Tls13)));
        front.Serve(_authority.Issue("a", ["a.test"]));
        await Assert.ThrowsAnyAsync<AuthenticationException>(async () => await HandshakeAsync(front, "a.test", SslProtocols.Tls12));
    }

    [Fact]
    public async Task A_swapped_certificate_is_seen_by_the_next_handshake_while_open_connections_go_on()
    {
        await using var front = await StartAsync(Plan("s", tls: AnyTls));
        front.Serve(_authority.Issue("old", ["a.test"]));
        await using var before = await HandshakeAsync(front, "a.test");
        front.Serve(_authority.Issue("new", ["a.test"]));
        await using var after = await HandshakeAsync(front, "a.test");
        Assert.Equal("CN=new", after.RemoteCertificate!.Subject);
        await before.WriteAsync("GET / HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(before);
        Assert.Contains("s HTTP/1.1 https", await reader.ReadToEndAsync().WaitAsync(Deadline), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_idle_connection_is_closed_when_its_address_is_removed()
    {
        await using var front = await StartAsync(Plan("s", http2: true, tls: AnyTls));
        front.Serve(_authority.Issue("a", ["a.test"]));
        using var client = Client(HttpVersion.Version20, _authority);
        var uri = new Uri($"https://127.0.0.1:{front.Port("s")}/");
        await client.GetStringAsync(uri);
        front.Apply();
        await front.Set.StopAsync(TimeSpan.FromHours(1)).WaitAsync(Deadline);
    }

    [Fact]
    public async Task A_client_that_speaks_cleartext_to_tls_is_closed()
    {
        await using var front = await StartAsync(Plan("s", tls: AnyTls));
        front.Serve(_authority.Issue("a", ["a.test"]));
        using var client = await ConnectAsync(front.Port("s"));
        await client.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        Assert.DoesNotContain("HTTP/1.1 200", await ReadToEndAsync(client), StringComparison.Ordinal);
    }

    private async Task<SslStream> HandshakeAsync(TestFront front, string name, SslProtocols versions = SslProtocols.None)
    {
        var tls = new SslStream(new NetworkStream(await ConnectAsync(front.Port("s")), ownsSocket: true));
        try
        {
            var options = new SslClientAuthenticationOptions
            {
                TargetHost = name,
                EnabledSslProtocols = versions,
                CertificateChainPolicy = _authority.Trust(),
                ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
            };
            await tls.AuthenticateAsClientAsync(options).WaitAsync(Deadline);
            return tls;
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }
}
