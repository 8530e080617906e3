using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Runtime.Versioning;
using Pingap.EndToEnd.Tests.Control;
using Pingap.Testing.EndToEnd;

namespace Pingap.EndToEnd.Tests.Load;

/// <summary>Backends that are taken out and let in again while requests come.</summary>
[Collection(HeavyLoad.Name)]
[UnsupportedOSPlatform("windows")]
public sealed class DrainTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly HttpClient _client = new() { Timeout = Deadline };
    private ExampleBackend _one = null!;
    private ExampleBackend _two = null!;
    private ConfiguredPingap _pingap = null!;
    private Operator _operator = null!;
    private Uri _proxy = null!;

    public async Task InitializeAsync()
    {
        _one = await ExampleBackend.StartAsync("one");
        _two = await ExampleBackend.StartAsync("two");
        _pingap = ConfiguredPingap.Start(Config(_one, _two));
        _operator = new Operator(_pingap.Process.StateDir);
        await _pingap.SaysAsync("control channel open at ");
        _proxy = await _pingap.Process.WaitForListeningAsync();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _pingap.DisposeAsync();
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Fact]
    public async Task Under_load_nothing_is_lost_and_nothing_comes_to_what_is_drained()
    {
        await using var load = RequestLoad.Start(16, _proxy);
        await load.NextAsync(500, answer => answer.Backend == "one");

        var drained = (await _operator.SayAsync("drain", "app", _one.Address, "--wait")).Well();
        var since = Stopwatch.GetTimestamp();
        await load.NextAsync(1_000);
        var until = Stopwatch.GetTimestamp();
        (await _operator.SayAsync("enable", "app", _one.Address)).Well();
        await load.NextAsync(500, answer => answer.Backend == "one");
        (await _operator.SayAsync("disable", "app", _two.Address, "--wait", "--within", "30s")).Well();
        (await _operator.SayAsync("enable", "app", _two.Address)).Well();
        (await _operator.SayAsync("weight", "app", _one.Address, "9")).Well();
        await load.NextAsync(1_000);
        var report = await load.StopAsync();

        Assert.Equal($"{_one.Address} is drained", drained.Out.Trim());
        Assert.Empty(report.Failed);
        Assert.DoesNotContain(report.Answers, answer => answer.Backend == "one" && answer.Started > since && answer.Started < until);
        Assert.True(report.Answers.Count > 3_000);
    }

    [Fact]
    public async Task A_WebSocket_stays_until_the_deadline_and_is_cut_then()
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{_proxy.Authority}/ws"), new CancellationTokenSource(Deadline).Token);
        await _one.ReceivedAsync();
        var received = socket.ReceiveAsync(new byte[16], CancellationToken.None);

        var begun = Stopwatch.GetTimestamp();
        var draining = (await _operator.SayAsync("drain", "app", _one.Address, "--within", "4s")).Well();
        Assert.False(received.IsCompleted);
        var waited = (await _operator.SayAsync("drain", "app", _one.Address, "--within", "4s", "--wait")).Well();

        Assert.Matches($@"(?m)^app +{_one.Address} .* 1  -        draining, 1 left \(1 stream\), since \S+, broken off in \ds$", draining.Out);
        Assert.Equal($"{_one.Address} is drained; 1 request broken off", waited.Out.Trim());
        Assert.True(Stopwatch.GetElapsedTime(begun) >= TimeSpan.FromSeconds(4));
        await Assert.ThrowsAsync<WebSocketException>(() => received.WaitAsync(Deadline));
        await _pingap.SaysAsync($"backend {_one.Address} of upstream app is drained, 1 broken off: its time is over");
    }

    [Fact]
    public async Task What_is_out_stays_out_over_a_new_configuration()
    {
        (await _operator.SayAsync("drain", "app", _one.Address)).Well();
        _pingap.File.Replace(Config(_one, _two).Replace("[upstreams.app]", "[upstreams.app]\nmax_in_flight = 100", StringComparison.Ordinal));
        (await _operator.SayAsync("reload")).Well();

        for (var i = 0; i < 4; i++) Assert.Equal($"two /{i}", (await _client.GetStringAsync(new Uri(_proxy, $"/{i}"))).Trim());
        Assert.Matches($@"(?m)^app +{_one.Address} .* drained, since ", (await _operator.SayAsync("upstreams")).Well().Out);
    }

    [Fact]
    public async Task A_drained_upstream_answers_503_and_comes_back()
    {
        (await _operator.SayAsync("drain", "app")).Well();
        using var refused = await _client.GetAsync(_proxy);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        (await _operator.SayAsync("enable", "app")).Well();
        using var answered = await _client.GetAsync(_proxy);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
    }

    [Fact]
    public async Task A_backend_that_leaves_the_configuration_is_shown_until_its_last_request_has_ended()
    {
        var held = _client.GetAsync(new Uri(_proxy, "/hold"));
        await _one.ReceivedAsync();
        _pingap.File.Replace(Config(_two));
        (await _operator.SayAsync("reload")).Well();
        Assert.Matches($@"(?m)^app +{_one.Address} .* draining, 1 left, since ", (await _operator.SayAsync("upstreams")).Well().Out);

        _one.Release();
        using var answer = await held;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        // The client may have its answer a moment before the lease ends.
        Said listed;
        do listed = (await _operator.SayAsync("upstream", "app")).Well();
        while (listed.Out.Contains("draining, 1 left,", StringComparison.Ordinal));
        Assert.Contains($"{_one.Address} gone: its last request ended", listed.Out, StringComparison.Ordinal);
    }

    private static string Config(params ExampleBackend[] backends) => $"""
        [upstreams.app]
        addrs = [{string.Join(", ", backends.Select(backend => $"\"{backend.Address}\""))}]

        [locations.all]
        upstream = "app"

        [servers.http]
        addr = "127.0.0.1:0"
        locations = ["all"]
        """;
}
