using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing.Backends;

namespace Pingap.EndToEnd.Tests.Protocols;

/// <summary>What is spoken towards backends: versions of HTTP and TLS.</summary>
public sealed class UpstreamProtocolTests(UpstreamProtocolTests.World world) : IClassFixture<UpstreamProtocolTests.World>
{
    [Theory]
    [InlineData("cleartext", "HTTP/1.1", "http")]
    [InlineData("h2c", "HTTP/2", "http")]
    [InlineData("tls", "HTTP/1.1", "https")]
    [InlineData("tls_h2", "HTTP/2", "https")]
    [InlineData("tls_h2h1", "HTTP/2", "https")]
    [InlineData("tls_h2h1_declined", "HTTP/1.1", "https")]
    public async Task The_backend_is_spoken_to_as_its_upstream_says(string upstream, string protocol, string backend)
    {
        var seen = await world.Client.ReceivedAsync($"/{upstream}?q=1", "Host: shop.test");

        Assert.Equal((protocol, backend, $"/{upstream}?q=1", "shop.test"), (seen.Protocol, seen.Backend, seen.Target, seen["Host"]));
    }

    [Fact]
    public async Task The_backend_is_asked_for_the_name_in_sni()
    {
        await world.Client.ReceivedAsync("/tls");

        Assert.Contains("inner.test", world.NamesAskedFor);
        Assert.All(world.NamesAskedFor, name => Assert.Equal("inner.test", name));
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_not_accepted_unless_verify_cert_is_off()
    {
        using var response = await world.Client.GetAsync("/tls_verified");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
    }

    [Fact]
    public async Task A_backend_that_does_not_speak_TLS_is_a_bad_gateway()
    {
        using var response = await world.Client.GetAsync("/tls_to_cleartext");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
    }

    public sealed class World : ProxyFixture
    {
        private readonly System.Collections.Concurrent.ConcurrentBag<string?> _asked = [];

        /// <summary>The server names of the handshakes so far.</summary>
        public IReadOnlyCollection<string?> NamesAskedFor => _asked;

        protected override async Task<string> ConfigureAsync()
        {
            var certificate = TestCertificate.For("inner.test");
            var cleartext = await BackendAsync(new() { Name = "http" });
            var h2c = await BackendAsync(new() { Name = "http", Protocols = HttpProtocols.Http2 });
            var tls = await BackendAsync(new() { Name = "https", Certificate = certificate, ServerNameAsked = _asked.Add });
            var both = await BackendAsync(new() { Name = "https", Certificate = certificate, Protocols = HttpProtocols.Http1AndHttp2 });
            return $"""
                {Upstream("cleartext", cleartext, "")}
                {Upstream("h2c", h2c, "alpn = 'h2'")}
                {Upstream("tls", tls, "sni = 'inner.test'\nverify_cert = false")}
                {Upstream("tls_h2", both, "sni = 'inner.test'\nverify_cert = false\nalpn = 'h2'")}
                {Upstream("tls_h2h1", both, "sni = 'inner.test'\nverify_cert = false\nalpn = 'h2h1'")}
                {Upstream("tls_h2h1_declined", tls, "sni = 'inner.test'\nverify_cert = false\nalpn = 'h2h1'")}
                {Upstream("tls_verified", tls, "sni = 'inner.test'")}
                {Upstream("tls_to_cleartext", cleartext, "sni = 'inner.test'\nverify_cert = false")}

                [servers.http]
                addr = "127.0.0.1:0"
                locations = ["cleartext", "h2c", "tls", "tls_h2", "tls_h2h1", "tls_h2h1_declined", "tls_verified", "tls_to_cleartext"]
                """;
        }

        private static string Upstream(string name, Backend backend, string settings) => $"""
            [upstreams.{name}]
            addrs = ["{backend.Address}"]
            {settings}

            [locations.{name}]
            upstream = "{name}"
            path = "/{name}"
            """;
    }
}
