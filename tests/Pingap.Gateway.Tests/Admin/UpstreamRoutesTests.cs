using System.Net;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Admin;
using Pingap.Testing;

namespace Pingap.Gateway.Tests.Admin;

public sealed class UpstreamRoutesTests : IAsyncLifetime
{
    private readonly Channel _channel = new();
    private ControlServer _server = null!;

    public async Task InitializeAsync()
    {
        // Nobody listens there, and none of this is about that.
        var check = HealthCheckConfig.Default with { UnhealthyAfter = 1000 };
        await _channel.StartAsync(
            Some.Upstream("web", weights: [1], healthCheck: check), Some.Upstream("api", weights: [3, 0], healthCheck: check), Some.Upstream("a b", healthCheck: check));
        _server = await _channel.OpenAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _channel.DisposeAsync();
    }

    [Fact]
    public async Task All_upstreams_are_listed_by_name_without_their_changes()
    {
        var (status, body) = await _channel.SendAsync(HttpMethod.Get, "/v1/upstreams");

        Assert.Equal(HttpStatusCode.OK, status);
        var upstreams = body.GetProperty("upstreams").EnumerateArray().ToList();
        Assert.Equal(["a b", "api", "web"], upstreams.Select(upstream => upstream.GetProperty("name").GetString()));
        Assert.All(upstreams, upstream => Assert.Equal(0, upstream.GetProperty("changes").GetArrayLength()));
    }

    [Fact]
    public async Task One_upstream_says_how_its_backends_fare_and_why()
    {
        var (status, body) = await _channel.SendAsync(HttpMethod.Get, "/v1/upstreams/api");

        Assert.Equal(HttpStatusCode.OK, status);
        var backend = body.GetProperty("backends")[0];
        Assert.Equal(
            ("127.0.0.1:8001", 3, true, "closed", 0),
            (backend.GetProperty("address").GetString(), backend.GetProperty("weight").GetInt32(), backend.GetProperty("is_healthy").GetBoolean(),
                backend.GetProperty("circuit").GetString(), backend.GetProperty("in_flight").GetInt32()));
        var change = body.GetProperty("changes")[0];
        Assert.Equal(
            ("127.0.0.1:8001 added with weight 3", "configuration version 7"), (change.GetProperty("what").GetString(), change.GetProperty("cause").GetString()));
    }

    [Fact]
    public async Task A_name_may_need_escaping()
    {
        var (status, body) = await _channel.SendAsync(HttpMethod.Get, "/v1/upstreams/a%20b");

        Assert.Equal((HttpStatusCode.OK, "a b"), (status, body.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("GET", "/v1/upstreams/apo", HttpStatusCode.NotFound, "there is no upstream 'apo'; there are a b, api, web")]
    [InlineData("GET", "/v1/upstreams/", HttpStatusCode.NotFound, "there is no /v1/upstreams/")]
    [InlineData("POST", "/v1/upstreams/api", HttpStatusCode.MethodNotAllowed, "/v1/upstreams/api cannot be asked with POST; use GET")]
    public async Task What_cannot_be_asked_is_said(string method, string path, HttpStatusCode expected, string message)
    {
        var (status, body) = await _channel.SendAsync(new HttpMethod(method), path);

        Assert.Equal((expected, message), (status, body.GetProperty("message").GetString()));
    }
}
