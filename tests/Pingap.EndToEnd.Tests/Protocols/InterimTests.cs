using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Pingap.EndToEnd.Tests.Running;
using Pingap.EndToEnd.Tests.Wire.Running;
using Pingap.Testing;
using Pingap.Testing.Backends;

namespace Pingap.EndToEnd.Tests.Protocols;

/// <summary>Interim responses of backends (RFC 9110 §15.2, RFC 8297), octet by octet. The fallback on <see cref="HttpClient"/> passes none on.</summary>
public sealed class InterimTests(InterimTests.World world) : IClassFixture<InterimTests.World>
{
    private const string Hint = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n";
    private const string Good = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood";

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task A_hint_arrives_before_the_backend_has_sent_its_answer(string server)
    {
        if (!Engine.IsOwn) return;
        var hasArrived = new TaskCompletionSource();
        var path = world.Serve(async backend =>
        {
            await backend.SendAsync(Hint);
            await hasArrived.Task.InTime();
            await backend.SendAsync(Good);
        });
        using var client = await world.OpenAsync(server);
        await client.SendAsync($"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal(Hint, await client.ReadHeadAsync());
        hasArrived.SetResult();
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await client.ReadUntilAsync("good"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_interim_response_passes_without_what_belongs_to_the_connection_or_is_hidden_and_the_connection_goes_on()
    {
        if (!Engine.IsOwn) return;
        var path = world.Serve(backend => backend.SendAsync(
            "HTTP/1.1 102 Processing\r\n\r\n"
            + "HTTP/1.1 103 Some Hints\r\nConnection: X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\nProxy-Connection: close\r\nTrailer: X-A\r\nContent-Length: 0\r\nX-Inside: 1\r\n"
            + "LINK: </a>\r\nLink:</b>\r\nX-Octet: \u00e4\r\n\r\n"
            + Good));
        using var client = await world.OpenAsync("http");
        for (var i = 0; i < 2; i++)
        {
            await client.SendAsync($"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n");
            Assert.Equal("HTTP/1.1 102 Processing\r\n\r\n", await client.ReadHeadAsync());
            Assert.Equal("HTTP/1.1 103 Some Hints\r\nLINK: </a>\r\nLink: </b>\r\nX-Octet: \u00e4\r\n\r\n", await client.ReadHeadAsync());
            Assert.StartsWith("HTTP/1.1 200 OK\r\n", await client.ReadUntilAsync("good"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Clients_of_HTTP_1_0_get_none()
    {
        var path = world.Serve(backend => backend.SendAsync(Hint + Good));
        using var client = await world.OpenAsync("http");
        await client.SendAsync($"GET {path} HTTP/1.0\r\nHost: a\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clients_of_HTTP_2_get_their_answer_alone()
    {
        var path = world.Serve(backend => backend.SendAsync(Hint + Good));
        using var client = Clients.Http();
        using var request = Clients.Request("2.0", HttpMethod.Get, new Uri(world.Url, path).ToString());
        using var response = await client.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, "good"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink : </a>\r\n\r\n")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n continued\r\n\r\n")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: a\0b\r\n\r\n")]
    [InlineData("HTTP/1.1 103 Early Hints\nLink: </a>\n\n")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    public async Task A_malformed_one_is_a_bad_gateway(string interim)
    {
        // The fallback takes what HttpClient takes, and passes none of it on.
        if (!Engine.IsOwn) return;
        var path = world.Serve(backend => backend.SendAsync(interim + Good));
        using var client = await world.OpenAsync("http");
        await client.SendAsync($"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 502 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flood_is_cut()
    {
        if (!Engine.IsOwn) return;
        var path = world.Serve(backend => backend.SendAsync(string.Concat(Enumerable.Repeat(Hint, 1000)) + Good));
        using var client = await world.OpenAsync("http");
        await client.SendAsync($"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n");

        for (var i = 0; i < 16; i++) Assert.Equal(Hint, await client.ReadHeadAsync());
        Assert.StartsWith("HTTP/1.1 502 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task None_is_written_between_the_servers_own_once_the_client_is_asked_for_its_body()
    {
        if (!Engine.IsOwn) return;
        var path = world.Serve(async backend =>
        {
            await backend.SendAsync(Hint + "HTTP/1.1 100 Continue\r\n\r\n");
            await backend.ReadUntilAsync("body");
            await backend.SendAsync(Hint + Good);
        });
        using var client = await world.OpenAsync("http");
        await client.SendAsync($"POST {path} HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
        Assert.Equal(Hint, await client.ReadHeadAsync());
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await client.ReadHeadAsync());
        await client.SendAsync("body");

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await client.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_without_such_a_wish_gets_them_while_its_body_is_sent()
    {
        if (!Engine.IsOwn) return;
        var path = world.Serve(async backend =>
        {
            await backend.SendAsync(Hint);
            await backend.ReadUntilAsync("body");
            await backend.SendAsync(Good);
        });
        using var client = await world.OpenAsync("http");
        await client.SendAsync($"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n");
        Assert.Equal(Hint, await client.ReadHeadAsync());
        await client.SendAsync("body");

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await client.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_backends_that_were_asked_those_of_the_first_that_has_sent_some_pass()
    {
        if (!Engine.IsOwn) return;
        var asked = 0;
        var path = world.Serve(async backend =>
        {
            var number = Interlocked.Increment(ref asked);
            await backend.SendAsync($"HTTP/1.1 103 Early Hints\r\nLink: </{number}>\r\n\r\n");
            // The other closes its connection, after which the request goes on.
            if (number > 1) await backend.SendAsync(Good);
        });
        using var client = await world.OpenAsync("http");
        await client.SendAsync($"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal("HTTP/1.1 103 Early Hints\r\nLink: </1>\r\n\r\n", await client.ReadHeadAsync());
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task None_passes_where_the_answer_may_be_declined_for_that_of_another_backend()
    {
        if (!Engine.IsOwn) return;
        var asked = 0;
        var path = world.Serve(backend => backend.SendAsync(Hint + (Interlocked.Increment(ref asked) == 1 ? "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n" : Good)));
        using var client = await world.OpenAsync("http");
        await client.SendAsync($"GET /choosy{path} HTTP/1.1\r\nHost: a\r\n\r\n");

        // The second backend is the last one there is, so that its answer counts, and its hints do.
        Assert.Equal(Hint, await client.ReadHeadAsync());
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(2, asked);
    }

    public sealed class World : ProxyFixture
    {
        private readonly TestAuthority _authority = new();
        private readonly ConcurrentDictionary<string, Func<RawConnection, Task>> _served = new();
        private int _last;

        /// <summary>Has the backends answer so below a new path; they close the connection then.</summary>
        public string Serve(Func<RawConnection, Task> answer)
        {
            var path = $"/test-{Interlocked.Increment(ref _last)}";
            _served[path] = answer;
            return path;
        }

        /// <summary>A client of a server.</summary>
        public async Task<RawConnection> OpenAsync(string server)
        {
            var url = await Proxy.UrlAsync(server);
            if (server is "http") return await RawConnection.OpenAsync(url.Port, Deadline.Token);
            var socket = new TcpClient();
            await socket.ConnectAsync(url.Host, url.Port, Deadline.Token);
            var tls = new SslStream(socket.GetStream());
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "a.test", CertificateChainPolicy = _authority.Trust() }, Deadline.Token);
            return new(tls, Deadline.Token);
        }

        protected override Task<string> ConfigureAsync()
        {
            var (one, other) = (Own(Backend()), Own(Backend()));
            var files = _authority.Issue("files", ["a.test"]);
            return Task.FromResult($"""
                [certificates.files]
                tls_cert = '''
                {files.ChainPem}'''
                tls_key = '''
                {files.KeyPem.Value}'''
                is_default = true

                [upstreams.backend]
                addrs = ["{one.Address}", "{other.Address}"]
                health_check = "tcp://any?check_frequency=1h&failure=1000"

                [locations.choosy]
                upstream = "backend"
                path = "/choosy"
                rewrite = "/"
                retry_statuses = "503"

                [locations.all]
                upstream = "backend"
                headers_remove = ["X-Inside"]

                [servers.http]
                addr = "127.0.0.1:0"
                locations = ["choosy", "all"]
                enabled_h2 = true

                [servers.https]
                addr = "127.0.0.1:0"
                locations = ["all"]
                global_certificates = true
                """);
        }

        private RawBackend Backend() => new((connection, head) => _served[head.Split(' ')[1]](connection));
    }
}
