using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Pingap.Actors.Configuration;
using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing;

namespace Pingap.EndToEnd.Tests.Protocols;

public sealed class TlsTests(TlsTests.World world) : IClassFixture<TlsTests.World>
{
    [Theory]
    [InlineData("a.test", "files")]
    [InlineData("A.TEST", "files")]
    [InlineData("b.test", "text")]
    [InlineData("x.b.test", "text")]
    [InlineData("x.y.b.test", "default")]
    [InlineData("elsewhere.test", "default")]
    [InlineData("", "default")]
    public async Task The_certificate_is_the_one_for_the_name_asked_for(string name, string certificate)
    {
        await using var tls = await world.HandshakeAsync("https", name);

        Assert.Equal($"CN={certificate}", tls.RemoteCertificate?.Subject);
    }

    [Fact]
    public async Task Clients_that_trust_the_root_are_given_the_whole_chain()
    {
        using var client = Clients.Http(world.Trusting());
        using var request = new HttpRequestMessage(HttpMethod.Get, await world.UrlAsync("https")).With("Host: a.test");
        using var response = await client.SendAsync(request);

        Assert.Equal("https", (await response.ReceivedAsync())["X-Forwarded-Proto"]);
    }

    [Fact]
    public async Task HTTP2_is_agreed_in_the_handshake()
    {
        using var client = Clients.Http(world.Trusting());
        using var request = Clients.Request("2.0", HttpMethod.Get, (await world.UrlAsync("https")).ToString());
        using var response = await client.SendAsync(request);

        Assert.Equal((new Version(2, 0), "HTTP/1.1"), (response.Version, (await response.ReceivedAsync()).Protocol));
    }

    [Theory]
    [InlineData("https", "h2")]
    [InlineData("https_1_1", "http/1.1")]
    public async Task The_protocol_offered_is_that_of_the_server(string server, string protocol)
    {
        await using var tls = await world.HandshakeAsync(server, "a.test");

        Assert.Equal(protocol, tls.NegotiatedApplicationProtocol.ToString());
    }

    [Theory]
    [InlineData("https", SslProtocols.Tls12)]
    [InlineData("https", SslProtocols.Tls13)]
    [InlineData("https_from_1_3", SslProtocols.Tls13)]
    [InlineData("https_up_to_1_2", SslProtocols.Tls12)]
    public async Task Versions_that_the_server_allows_are_spoken(string server, SslProtocols version)
    {
        await using var tls = await world.HandshakeAsync(server, "a.test", version);

        Assert.Equal(version, tls.SslProtocol);
    }

    [Theory]
    [InlineData("https_from_1_3", SslProtocols.Tls12)]
    [InlineData("https_up_to_1_2", SslProtocols.Tls13)]
    public async Task Versions_that_the_server_does_not_allow_are_refused(string server, SslProtocols version)
    {
        var refused = await Record.ExceptionAsync(() => world.HandshakeAsync(server, "a.test", version));

        Assert.True(refused is AuthenticationException or IOException, $"{refused}");
    }

    [Fact]
    public async Task A_client_that_speaks_cleartext_is_hung_up_on()
    {
        using var raw = await RawClient.OpenAsync(await world.UrlAsync("https"));
        await raw.SendAsync("GET / HTTP/1.1\nHost: a.test\n\n");

        Assert.DoesNotContain("HTTP/1.1 200", await raw.ReadToEndAsync(), StringComparison.Ordinal);
    }

    public sealed class World : ProxyFixture
    {
        private readonly TestAuthority _authority = new();
        private CertificateConfig _files = null!;

        protected override IEnumerable<(string Path, string Text)> Files =>
            [("tls/cert.pem", _files.ChainPem), ("tls/key.pem", _files.KeyPem.Value)];

        public Task<Uri> UrlAsync(string server) => Proxy.UrlAsync(server);

        /// <summary>Trusts the root, and asks for the name in the Host field.</summary>
        public SslClientAuthenticationOptions Trusting() => new() { CertificateChainPolicy = _authority.Trust() };

        /// <summary>Shakes hands, whatever the certificate.</summary>
        public async Task<SslStream> HandshakeAsync(string server, string name, SslProtocols versions = SslProtocols.None)
        {
            var url = await UrlAsync(server);
            var socket = new TcpClient();
            await socket.ConnectAsync(url.Host, url.Port, Deadline.Token);
            var tls = new SslStream(socket.GetStream());
            try
            {
                await tls.AuthenticateAsClientAsync(
                    new SslClientAuthenticationOptions
                    {
                        TargetHost = name,
                        EnabledSslProtocols = versions,
                        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
#pragma warning disable CA5359 // Which certificate comes is what the tests want to see.
                        RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
                    },
                    Deadline.Token);
                return tls;
            }
            catch
            {
                await tls.DisposeAsync();
                throw;
            }
        }

        protected override async Task<string> ConfigureAsync()
        {
            var backend = await BackendAsync();
            _files = _authority.Issue("files", ["a.test"]);
            var text = _authority.Issue("text", ["b.test", "*.b.test"]);
            var byDefault = _authority.Issue("default", ["default.test"]);
            return $"""
                [certificates.files]
                tls_cert = "tls/cert.pem"
                tls_key = "tls/key.pem"

                [certificates.text]
                tls_cert = '''
                {text.ChainPem}'''
                tls_key = '''
                {text.KeyPem.Value}'''

                [certificates.default]
                tls_cert = '''
                {byDefault.ChainPem}'''
                tls_key = '''
                {byDefault.KeyPem.Value}'''
                is_default = true

                [upstreams.backend]
                addrs = ["{backend.Address}"]

                [locations.all]
                upstream = "backend"

                [servers.http]
                addr = "127.0.0.1:0"
                locations = ["all"]

                [servers.https]
                addr = "127.0.0.1:0"
                locations = ["all"]
                global_certificates = true
                enabled_h2 = true

                [servers.https_1_1]
                addr = "127.0.0.1:0"
                locations = ["all"]
                global_certificates = true
                enabled_h2 = false

                [servers.https_from_1_3]
                addr = "127.0.0.1:0"
                locations = ["all"]
                global_certificates = true
                tls_min_version = "tlsv1.3"

                [servers.https_up_to_1_2]
                addr = "127.0.0.1:0"
                locations = ["all"]
                global_certificates = true
                tls_max_version = "tlsv1.2"
                """;
        }
    }
}
