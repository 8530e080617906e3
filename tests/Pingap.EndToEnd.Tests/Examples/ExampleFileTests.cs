using System.Net;
using Microsoft.AspNetCore.Http;
using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Examples;

/// <summary>configs/example.toml: each location does what its comment says.</summary>
public sealed class ExampleFileTests(ExampleFileTests.World world) : IClassFixture<ExampleFileTests.World>
{
    [Fact]
    public async Task Api_reaches_the_backend_without_its_prefix()
    {
        Assert.Equal("/users?q=1", (await world.Client.ReceivedAsync("/api/users?q=1")).Target);
        Assert.Equal("/", (await world.Client.ReceivedAsync("/api")).Target);
    }

    [Fact]
    public async Task Api_spreads_three_to_one()
    {
        var turns = await world.TurnsAsync(8, "/api");

        Assert.Equal((6, 2), (turns.Count(name => name is "first"), turns.Count(name => name is "second")));
    }

    [Fact]
    public async Task Api_changes_the_response()
    {
        world.First.Serve("/boast", BoastAsync);
        world.Second.Serve("/boast", BoastAsync);
        using var response = await world.Client.GetAsync("/api/boast");

        Assert.Equal(["pingap"], response.Field("X-Served-By"));
        Assert.Equal(["DENY"], response.Field("X-Frame-Options"));
        Assert.Equal(["nosniff"], response.Field("X-Content-Type-Options"));
        Assert.Empty(response.Field("Server"));
        Assert.Empty(response.Field("X-Powered-By"));
    }

    [Fact]
    public async Task Api_changes_the_request()
    {
        var seen = await world.Client.ReceivedAsync("/api/users", "Host: shop.test", "X-Forwarded-For: 203.0.113.7");

        Assert.Equal("internal.backend.local", seen["Host"]);
        Assert.Equal("203.0.113.7", seen["X-Client"]);
        Assert.Equal("http://shop.test/api/users", seen["X-Original-Url"]);
        Assert.Equal(("203.0.113.7, 127.0.0.1", "203.0.113.7"), (seen["X-Forwarded-For"], seen["X-Real-IP"]));
        Assert.Equal(("http", "shop.test", $"{world.Url.Port}"), (seen["X-Forwarded-Proto"], seen["X-Forwarded-Host"], seen["X-Forwarded-Port"]));
    }

    [Fact]
    public async Task Api_refuses_a_body_over_ten_megabytes()
    {
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync("POST /api HTTP/1.1\nHost: a\nContent-Length: 10000001\n\n");

        Assert.StartsWith("HTTP/1.1 413 ", await raw.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/status", 2)]
    [InlineData("HEAD", "/status", 2)]
    [InlineData("POST", "/status", 1)]
    [InlineData("GET", "/status/more", 1)]
    public async Task Status_is_one_path_for_two_methods(string method, string target, int backends) =>
        Assert.Equal(backends, await world.BackendsAsync(method, target));

    [Fact]
    public async Task Versions_tells_the_version_in_a_field()
    {
        var seen = await world.Client.ReceivedAsync("/v12/users/7?q=1");

        Assert.Equal(("/users/7?q=1", "12"), (seen.Target, seen["X-Api-Version"]));
    }

    [Theory]
    [InlineData("/status", 1, "Host: beta.example.com", "X-Beta: yes")]
    [InlineData("/api/users", 1, "Host: www.beta.example.com", "X-Beta: yes")]
    [InlineData("/status", 2, "Host: beta.example.com")]
    [InlineData("/status", 2, "Host: beta.example.com", "X-Beta: no")]
    [InlineData("/status", 2, "Host: example.com", "X-Beta: yes")]
    public async Task Beta_takes_every_path_of_its_hosts_if_the_condition_holds(string target, int backends, params string[] fields) =>
        Assert.Equal(backends, await world.BackendsAsync("GET", target, fields));

    [Fact]
    public async Task The_rest_sticks_to_one_backend()
    {
        var turns = await world.TurnsAsync(8, "/anything/else");

        Assert.Single(turns.Distinct());
    }

    [Fact]
    public async Task The_server_listens_on_all_its_addresses()
    {
        var listening = await world.Proxy.Process.WaitForLineAsync(_ => world.Proxy.Process.ListeningOn.Count >= 2);

        Assert.NotEmpty(listening);
        foreach (var url in world.Proxy.Process.ListeningOn)
        {
            using var response = await world.Client.GetAsync(url);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task The_server_speaks_HTTP2_too()
    {
        using var request = Clients.Request("2.0", HttpMethod.Get, "/");
        using var response = await world.Client.SendAsync(request);

        Assert.Equal(new Version(2, 0), response.Version);
    }

    private static Task BoastAsync(HttpContext http)
    {
        http.Response.Headers.Server = "engine";
        http.Response.Headers["X-Powered-By"] = "steam";
        return Task.CompletedTask;
    }

    public sealed class World : TwoBackends
    {
        /// <summary>
        /// How many backends answer the requests of one client: the two upstreams have the same backends, but only one of them sends every
        /// request of a client to the same.
        /// </summary>
        public async Task<int> BackendsAsync(string method, string target, params string[] fields)
        {
            var backends = new HashSet<string>();
            for (var i = 0; i < 8; i++)
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), target).With(fields);
                using var response = await Client.SendAsync(request);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                backends.Add(response.Field("X-Backend").Single());
            }

            return backends.Count;
        }

        protected override string Toml() => Written.Runnable(
            Written.Text("configs/example.toml"),
            ("\"127.0.0.1:8001\", \"127.0.0.1:8002\"", $"\"{First.Address}\", \"{Second.Address}\""));
    }
}
