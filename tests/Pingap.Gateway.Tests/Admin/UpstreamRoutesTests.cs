using System.Net;
using System.Text.Json;
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
            Some.Upstream("web", weights: [1], healthCheck: check), Some.Upstream("api", weights: [3, 0], healthCheck: check), Some.Upstream("a/b c", healthCheck: check));
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
        Assert.Equal(["a/b c", "api", "web"], upstreams.Select(upstream => upstream.GetProperty("name").GetString()));
        Assert.All(upstreams, upstream => Assert.Equal(0, upstream.GetProperty("changes").GetArrayLength()));
    }

    [Fact]
    public async Task One_upstream_says_how_its_backends_fare_and_why()
    {
        var (status, body) = await _channel.SendAsync(HttpMethod.Get, "/v1/upstream?name=api");

        Assert.Equal(HttpStatusCode.OK, status);
        var backend = body.GetProperty("backends")[0];
        Assert.Equal(
            ("127.0.0.1:8001", 3, true, "closed", 0),
            (backend.GetProperty("address").GetString(), backend.GetProperty("weight").GetInt32(), backend.GetProperty("is_healthy").GetBoolean(),
                backend.GetProperty("circuit").GetString(), backend.GetProperty("in_flight").GetInt32()));
        Assert.Equal(
            ("active", 3, 3.0, false, JsonValueKind.Null),
            (State(backend), backend.GetProperty("configured_weight").GetInt32(), backend.GetProperty("share").GetDouble(),
                backend.GetProperty("is_backup").GetBoolean(), backend.GetProperty("latency_seconds").ValueKind));
        Assert.Equal(
            ("active", 0, JsonValueKind.Null, 0),
            (State(body), body.GetProperty("in_flight").GetInt32(), body.GetProperty("limit").ValueKind, body.GetProperty("waiting").GetInt32()));
        var change = body.GetProperty("changes")[0];
        Assert.Equal(
            ("127.0.0.1:8001 added with weight 3", "configuration version 7"), (change.GetProperty("what").GetString(), change.GetProperty("cause").GetString()));
    }

    [Fact]
    public async Task A_name_may_need_escaping()
    {
        var (status, body) = await _channel.SendAsync(HttpMethod.Get, "/v1/upstream?name=a%2Fb%20c");

        Assert.Equal((HttpStatusCode.OK, "a/b c"), (status, body.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("drain", "drained")]
    [InlineData("disable", "disabled")]
    public async Task A_backend_is_taken_out_and_let_in_again(string order, string state)
    {
        var (status, body) = await OrderAsync(order, """{"upstream": "api", "backend": "127.0.0.1:8001", "within_seconds": 30}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal([state, "active"], body.GetProperty("backends").EnumerateArray().Select(State));
        var change = body.GetProperty("backends")[0].GetProperty("changes")[0];
        Assert.Equal($"an operator: {order} within 30s", change.GetProperty("cause").GetString());

        var (_, again) = await OrderAsync("enable", """{"upstream": "api", "backend": "127.0.0.1:8001"}""");
        Assert.Equal(["active", "active"], again.GetProperty("backends").EnumerateArray().Select(State));
    }

    [Fact]
    public async Task An_upstream_is_taken_out_as_a_whole_whatever_its_name()
    {
        var (_, body) = await OrderAsync("drain", """{"upstream": "a/b c"}""");

        Assert.Equal("drained", State(body));
        Assert.Equal(["drained", "drained"], body.GetProperty("backends").EnumerateArray().Select(State));
    }

    [Fact]
    public async Task A_weight_is_changed_and_set_back()
    {
        var (_, body) = await OrderAsync("weight", """{"upstream": "api", "backend": "127.0.0.1:8001", "weight": 7}""");
        Assert.Equal((7, 3), Weights(body));
        (_, body) = await OrderAsync("weight", """{"upstream": "api", "backend": "127.0.0.1:8001", "weight": null}""");
        Assert.Equal((3, 3), Weights(body));

        static (int Now, int Configured) Weights(JsonElement body) =>
            (body.GetProperty("backends")[0].GetProperty("weight").GetInt32(), body.GetProperty("backends")[0].GetProperty("configured_weight").GetInt32());
    }

    [Theory]
    [InlineData("drain", """{"upstream": "apo"}""", HttpStatusCode.NotFound, "there is no upstream 'apo'; there are api, web, a/b c")]
    [InlineData(
        "enable", """{"upstream": "api", "backend": "127.0.0.1:8003"}""", HttpStatusCode.NotFound,
        "upstream api has no backend '127.0.0.1:8003'; there are 127.0.0.1:8001, 127.0.0.1:8002")]
    [InlineData("drain", """{"upstream": "api", "within_seconds": -1}""", HttpStatusCode.BadRequest, "within_seconds must be at least 0 and at most 2073600")]
    [InlineData(
        "weight", """{"upstream": "api", "backend": "127.0.0.1:8001", "weight": 65536}""", HttpStatusCode.BadRequest, "weight must be at least 0 and at most 65535")]
    public async Task What_cannot_be_ordered_is_said(string order, string request, HttpStatusCode expected, string message)
    {
        var (status, body) = await OrderAsync(order, request);

        Assert.Equal((expected, message), (status, body.GetProperty("message").GetString()));
    }

    [Theory]
    [InlineData("weight", """{"upstream": "api", "backend": "127.0.0.1:8001"}""")]
    [InlineData("drain", """{"upstream": null}""")]
    [InlineData("enable", """{"upstream": "api", "backends": []}""")]
    public async Task An_order_that_is_not_whole_is_refused(string order, string request) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await OrderAsync(order, request)).Status);

    [Theory]
    [InlineData("GET", "/v1/upstream?name=apo", HttpStatusCode.NotFound, "there is no upstream 'apo'; there are api, web, a/b c")]
    [InlineData("GET", "/v1/upstream", HttpStatusCode.BadRequest, "say which upstream: ?name=…")]
    [InlineData("GET", "/v1/upstreams/api", HttpStatusCode.NotFound, "there is no /v1/upstreams/api")]
    [InlineData("POST", "/v1/upstreams", HttpStatusCode.MethodNotAllowed, "/v1/upstreams cannot be asked with POST; use GET")]
    public async Task What_cannot_be_asked_is_said(string method, string path, HttpStatusCode expected, string message)
    {
        var (status, body) = await _channel.SendAsync(new HttpMethod(method), path);

        Assert.Equal((expected, message), (status, body.GetProperty("message").GetString()));
    }

    private static string? State(JsonElement of) => of.GetProperty("drain").GetProperty("state").GetString();

    private Task<(HttpStatusCode Status, JsonElement Body)> OrderAsync(string order, string request) =>
        _channel.SendAsync(HttpMethod.Post, $"/v1/upstreams/{order}", request);
}
