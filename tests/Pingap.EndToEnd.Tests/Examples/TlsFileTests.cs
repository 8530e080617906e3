using System.Net.Security;
using System.Security.Authentication;
using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing;

namespace Pingap.EndToEnd.Tests.Examples;

/// <summary>configs/tls.toml, with a certificate for the names that its comment says to make one for.</summary>
public sealed class TlsFileTests(TlsFileTests.World world) : IClassFixture<TlsFileTests.World>
{
    [Theory]
    [InlineData("localhost", SslProtocols.Tls13)]
    [InlineData("www.example.test", SslProtocols.Tls13)]
    [InlineData("localhost", SslProtocols.Tls12)]
    public async Task Clients_reach_the_backends_over_TLS(string name, SslProtocols version)
    {
        using var client = world.Client(version);
        using var response = await client.SendAsync(await world.RequestAsync("1.1", name));
        var seen = await response.ReceivedAsync();

        Assert.Contains(seen.Backend, new[] { "first", "second" });
        Assert.Equal("https", seen["X-Forwarded-Proto"]);
    }

    [Fact]
    public async Task HTTP2_is_spoken()
    {
        using var client = world.Client();
        using var response = await client.SendAsync(await world.RequestAsync("2.0", "localhost"));

        Assert.Equal(new Version(2, 0), response.Version);
    }

    [Fact]
    public async Task A_name_no_certificate_has_gets_the_default()
    {
        using var client = world.Client();
        var wrongName = await Assert.ThrowsAsync<HttpRequestException>(
            async () => await client.SendAsync(await world.RequestAsync("1.1", "elsewhere.test")));

        // The client was given a certificate, and it was not for the name.
        Assert.Contains("RemoteCertificateNameMismatch", wrongName.GetBaseException().Message, StringComparison.Ordinal);
    }

    public sealed class World : IAsyncLifetime
    {
        private readonly TestAuthority _authority = new();
        private Backend _first = null!;
        private Backend _second = null!;
        private RunningProxy _proxy = null!;

        /// <summary>A request whose Host field is also the name that the client asks for in the handshake.</summary>
        public async Task<HttpRequestMessage> RequestAsync(string version, string name) =>
            Clients.Request(version, HttpMethod.Get, (await _proxy.UrlAsync("https")).ToString()).With($"Host: {name}");

        /// <summary>A client that trusts the certificate's root.</summary>
        public HttpClient Client(SslProtocols version = SslProtocols.None) => Clients.Http(new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = version,
            CertificateChainPolicy = _authority.Trust(),
        });

        public async Task InitializeAsync()
        {
            var certificate = _authority.Issue("localhost", ["localhost", "*.example.test"]);
            _first = await Backend.StartAsync(new() { Name = "first" });
            _second = await Backend.StartAsync(new() { Name = "second" });
            _proxy = RunningProxy.Start(
                Written.Runnable(Written.Text("configs/tls.toml"), ("127.0.0.1:8001", _first.Address), ("127.0.0.1:8002", _second.Address)),
                ("tls/cert.pem", certificate.ChainPem),
                ("tls/key.pem", certificate.KeyPem.Value));
        }

        public async Task DisposeAsync()
        {
            await _proxy.DisposeAsync();
            await _second.DisposeAsync();
            await _first.DisposeAsync();
            _authority.Dispose();
        }
    }
}
