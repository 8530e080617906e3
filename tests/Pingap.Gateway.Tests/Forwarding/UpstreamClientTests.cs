using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Gateway.Forwarding;
using Pingap.Gateway.Tests.Proxying;
using Pingap.Testing.Backends;

namespace Pingap.Gateway.Tests.Forwarding;

public sealed class UpstreamClientTests
{
    [Fact]
    public async Task HTTP_2_is_spoken_in_cleartext_by_prior_knowledge()
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync, HttpProtocols.Http2);
        await using var front = await Front.StartAsync(Given.Upstream(backend.Address) with { Protocol = UpstreamProtocol.Http2 });
        var response = await front.Client.PostAsync("/a%2Fb?c", new StringContent("body"), front.Deadline);
        var echo = await response.Content.ReadAsStringAsync(front.Deadline);
        Assert.StartsWith("POST /a%2Fb?c HTTP/2\n", echo, StringComparison.Ordinal);
        Assert.EndsWith("\n\nbody", echo, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gRPC_error_without_a_body_keeps_its_trailers()
    {
        await using var backend = await HttpBackend.StartAsync(
            context =>
            {
                context.Response.ContentType = "application/grpc";
                context.Response.AppendTrailer("grpc-status", "5");
                return Task.CompletedTask;
            },
            HttpProtocols.Http2);
        var upstream = Given.Upstream(backend.Address) with { Protocol = UpstreamProtocol.Http2 };
        await using var front = await Front.StartAsync(upstream, protocols: HttpProtocols.Http2);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/svc/Call") { Content = new ByteArrayContent([]) };
        request.Content.Headers.ContentType = new("application/grpc");
        var response = await front.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync(front.Deadline);
        Assert.Equal("5", response.TrailingHeaders.GetValues("grpc-status").Single());
    }

    [Theory]
    [InlineData(UpstreamProtocol.Http1, HttpProtocols.Http1AndHttp2, "HTTP/1.1")]
    [InlineData(UpstreamProtocol.Http2, HttpProtocols.Http1AndHttp2, "HTTP/2")]
    [InlineData(UpstreamProtocol.Http2OrHttp1, HttpProtocols.Http1AndHttp2, "HTTP/2")]
    [InlineData(UpstreamProtocol.Http2OrHttp1, HttpProtocols.Http1, "HTTP/1.1")]
    public async Task TLS_sends_the_configured_name_and_negotiates_the_version(UpstreamProtocol protocol, HttpProtocols backendSpeaks, string version)
    {
        using var certificate = TestCertificate.For("inner.example");
        var names = new System.Collections.Concurrent.ConcurrentQueue<string?>();
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync, backendSpeaks, name =>
        {
            names.Enqueue(name);
            return certificate;
        });
        var upstream = Given.Upstream(backend.Address) with { Protocol = protocol, Tls = new("inner.example", VerifyCertificate: false) };
        await using var front = await Front.StartAsync(upstream);
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = $"outer{i}.example" } };
            var response = await front.SendAsync(request);
            var echo = await response.Content.ReadAsStringAsync(front.Deadline);
            Assert.StartsWith($"GET / {version}\n", echo, StringComparison.Ordinal);
            Assert.Contains($"\nhost: outer{i}.example\n", echo, StringComparison.Ordinal);
        }

        Assert.All(names, name => Assert.Equal("inner.example", name));
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_verified_is_502()
    {
        using var certificate = TestCertificate.For("inner.example");
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync, HttpProtocols.Http1, _ => certificate);
        var upstream = Given.Upstream(backend.Address) with { Tls = new("inner.example", VerifyCertificate: true) };
        await using var front = await Front.StartAsync(upstream);
        Assert.Equal(HttpStatusCode.BadGateway, (await front.Client.GetAsync("/", front.Deadline)).StatusCode);
        Assert.Equal(OutcomeKind.ConnectFailed, (await front.NextOutcomeAsync()).Kind);
    }

    [Fact]
    public async Task A_handshake_that_does_not_end_within_the_total_connection_timeout_is_504()
    {
        // Takes the greeting for a request head that never ends.
        await using var backend = new RawBackend(connection => connection.WaitForCloseAsync());
        var upstream = Given.Upstream(backend.Address) with
        {
            Tls = new("inner.example", VerifyCertificate: false),
            Timeouts = UpstreamTimeouts.Default with { TotalConnect = TimeSpan.FromMilliseconds(300) },
        };
        await using var front = await Front.StartAsync(upstream);
        Assert.Equal(HttpStatusCode.GatewayTimeout, (await front.Client.GetAsync("/", front.Deadline)).StatusCode);
    }

    [Fact]
    public async Task A_WebSocket_passes_to_an_upstream_that_negotiates_HTTP_2()
    {
        using var certificate = TestCertificate.For("inner.example");
        await using var backend = await HttpBackend.StartAsync(
            async context =>
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                await socket.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, "bye", context.RequestAborted);
            },
            HttpProtocols.Http1AndHttp2,
            _ => certificate);
        var upstream = Given.Upstream(backend.Address) with { Protocol = UpstreamProtocol.Http2OrHttp1, Tls = new("inner.example", false) };
        await using var front = await Front.StartAsync(upstream);
        using var client = new System.Net.WebSockets.ClientWebSocket();
        await client.ConnectAsync(new($"ws://127.0.0.1:{front.Port}/"), front.Deadline);
        var received = await client.ReceiveAsync(new byte[8], front.Deadline);
        Assert.Equal("bye", received.CloseStatusDescription);
    }

    [Fact]
    public void A_client_fits_an_upstream_of_which_only_backends_changed()
    {
        var upstream = Given.Upstream(new BackendAddress("127.0.0.1", 1));
        using var client = new UpstreamClient(upstream);
        Assert.True(client.Fits(upstream with { Backends = [], Balancing = BalancingConfig.IpHash }));
        Assert.False(client.Fits(upstream with { Tls = new("a", true) }));
        Assert.False(client.Fits(upstream with { Protocol = UpstreamProtocol.Http2 }));
        Assert.False(client.Fits(upstream with { Timeouts = upstream.Timeouts with { Read = TimeSpan.FromSeconds(1) } }));
    }

    [Fact]
    public void A_setting_that_nothing_acts_on_yet_keeps_the_connections()
    {
        var upstream = Given.Upstream(new BackendAddress("127.0.0.1", 1));
        using var client = new UpstreamClient(upstream);
        Assert.True(client.Fits(upstream with
        {
            Discovery = upstream.Discovery with { Ipv4Only = true },
            MaxHttp2Streams = 2,
            Sockets = upstream.Sockets with { FastOpen = true },
            Statistics = new(true, false),
            Remark = "a note",
        }));
    }

    [Fact]
    public void A_retired_client_closes_when_its_last_request_has_left()
    {
        var client = new UpstreamClient(Given.Upstream());
        Assert.True(client.TryEnter());
        client.Dispose();
        client.Dispose();
        Assert.True(client.TryEnter());
        client.Leave();
        client.Leave();
        Assert.False(client.TryEnter());
    }

    [Fact]
    public void The_names_of_a_backend_are_made_once()
    {
        using var client = new UpstreamClient(Given.Upstream());
        var origin = client.OriginOf(new("a.example", 81));
        Assert.Equal(("a.example:81", "http://a.example:81"), (origin.Authority, origin.Prefix));
        Assert.Same(origin, client.OriginOf(new("a.example", 81)));
    }
}
