using System.Net;
using Microsoft.AspNetCore.Http;
using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing.Backends;
using Pingap.Testing.EndToEnd;

namespace Pingap.EndToEnd.Tests.Load;

/// <summary>Limits of an upstream, and requests that wait for them.</summary>
[Collection(HeavyLoad.Name)]
public sealed class QueueTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly SemaphoreSlim _release = new(0);
    private readonly SemaphoreSlim _received = new(0);
    private readonly HttpClient _client = new() { Timeout = Deadline };
    private HttpBackend _counting = null!;
    private HttpBackend _holding = null!;
    private int _atOnce;
    private int _mostAtOnce;

    public async Task InitializeAsync()
    {
        _counting = await HttpBackend.StartAsync(CountAsync);
        _holding = await HttpBackend.StartAsync(HoldAsync);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _counting.DisposeAsync();
        await _holding.DisposeAsync();
        _release.Dispose();
        _received.Dispose();
    }

    [Theory]
    [InlineData("max_in_flight = 1", 1)]
    [InlineData("backend_max_in_flight = 1", 1)]
    [InlineData("max_connections = 1", 1)]
    [InlineData("max_in_flight = 7", 7)]
    public async Task A_backend_never_has_more_requests_at_a_time_than_the_limit_and_all_are_served(string limit, int most)
    {
        await using var pingap = ConfiguredPingap.Start(Config(_counting, limit, "queue_timeout = \"60s\""));
        var report = await RequestLoad.RunAsync(64, 2_000, await pingap.Process.WaitForListeningAsync());
        Assert.Equal(2_000, report.Answers.Count);
        Assert.Empty(report.Failed);
        Assert.Equal(most, _mostAtOnce);
    }

    [Fact]
    public async Task Where_the_queue_is_full_it_is_503_at_once()
    {
        await using var pingap = ConfiguredPingap.Start(Config(_holding, "max_in_flight = 1", "queue_size = 0"));
        var proxy = await pingap.Process.WaitForListeningAsync();
        var held = _client.GetAsync(proxy);
        await ReceivedAsync();
        using var refused = await _client.GetAsync(proxy);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(1)), (refused.StatusCode, refused.Headers.RetryAfter?.Delta));
        _release.Release();
        Assert.Equal(HttpStatusCode.OK, (await held).StatusCode);
    }

    [Fact]
    public async Task Who_waits_too_long_gets_503()
    {
        await using var pingap = ConfiguredPingap.Start(Config(_holding, "max_in_flight = 1", "queue_timeout = \"50ms\""));
        var proxy = await pingap.Process.WaitForListeningAsync();
        var held = _client.GetAsync(proxy);
        await ReceivedAsync();
        using var late = await _client.GetAsync(proxy);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);
        _release.Release();
        Assert.Equal(HttpStatusCode.OK, (await held).StatusCode);
    }

    [Fact]
    public async Task Who_waits_is_served_at_once_by_a_backend_that_a_new_configuration_adds()
    {
        await using var pingap = ConfiguredPingap.Start(Config(_holding, "backend_max_in_flight = 1", "queue_timeout = \"60s\""));
        var proxy = await pingap.Process.WaitForListeningAsync();
        var held = _client.GetAsync(proxy);
        await ReceivedAsync();
        var waiting = _client.GetAsync(proxy);
        pingap.File.Replace(Config([_holding, _counting], "backend_max_in_flight = 1", "queue_timeout = \"60s\""));
        Assert.Equal("counted", await (await waiting).Content.ReadAsStringAsync());
        Assert.False(held.IsCompleted);
        _release.Release();
        Assert.Equal(HttpStatusCode.OK, (await held).StatusCode);
    }

    [Fact]
    public async Task Who_waits_for_a_recovery_is_served_as_soon_as_the_backend_is_back()
    {
        var port = FreePort.Next();
        await using var pingap = ConfiguredPingap.Start($"""
            [upstreams.returning]
            addrs = ["127.0.0.1:{port}"]
            health_check = "tcp://returning?check_frequency=100ms&failure=1"
            recovery_timeout = "60s"

            [locations.all]
            upstream = "returning"

            [servers.http]
            addr = "127.0.0.1:0"
            locations = ["all"]
            """);
        var proxy = await pingap.Process.WaitForListeningAsync();
        await pingap.SaysAsync($"backend 127.0.0.1:{port} of upstream returning is unhealthy");
        using var control = await ControlChannel.OfAsync(pingap.Process);
        var waiting = Enumerable.Range(0, 10).Select(_ => _client.GetAsync(proxy)).ToArray();
        await UntilAsync(async () => await control.UnderWayAsync() == waiting.Length);
        await using var backend = await Backend.StartAsync(new() { Port = port });
        foreach (var answer in await Task.WhenAll(waiting)) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Clients_that_leave_while_they_wait_take_nobodys_place()
    {
        const string logged = "[basic]\nlog_level = \"debug\"\n";
        await using var pingap = ConfiguredPingap.Start(logged + Config(_holding, "max_in_flight = 1", "queue_size = 1", "queue_timeout = \"60s\""));
        var proxy = await pingap.Process.WaitForListeningAsync();
        var held = _client.GetAsync(proxy);
        await ReceivedAsync();
        for (var i = 0; i < 20; i++)
        {
            using var leaving = new CancellationTokenSource();
            var gone = _client.GetAsync(new Uri(proxy, $"/gone/{i}"), leaving.Token);
            // As long as it waits there is no place for another: its location comes first.
            await UntilAsync(async () => (await StatusAsync(proxy)) is HttpStatusCode.ServiceUnavailable);
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
            await pingap.SaysAsync($"/gone/{i} 499");
        }

        var next = _client.GetAsync(proxy);
        _release.Release(2);
        Assert.Equal(HttpStatusCode.OK, (await held).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await next).StatusCode);
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!await holds()) deadline.Token.ThrowIfCancellationRequested();
    }

    private async Task<HttpStatusCode> StatusAsync(Uri proxy)
    {
        using var leaving = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        try
        {
            using var answer = await _client.GetAsync(proxy, leaving.Token);
            return answer.StatusCode;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }

    private async Task ReceivedAsync() => Assert.True(await _received.WaitAsync(Deadline));

    private async Task CountAsync(HttpContext context)
    {
        var now = Interlocked.Increment(ref _atOnce);
        for (var most = Volatile.Read(ref _mostAtOnce); now > most; most = Volatile.Read(ref _mostAtOnce)) Interlocked.CompareExchange(ref _mostAtOnce, now, most);
        await Task.Yield();
        Interlocked.Decrement(ref _atOnce);
        await context.Response.WriteAsync("counted");
    }

    private async Task HoldAsync(HttpContext context)
    {
        _received.Release();
        await _release.WaitAsync(context.RequestAborted);
        await context.Response.WriteAsync("held");
    }

    private static string Config(HttpBackend backend, params string[] keys) => Config([backend], keys);

    private static string Config(HttpBackend[] backends, params string[] keys) => $"""
        [upstreams.app]
        addrs = [{string.Join(", ", backends.Select(backend => $"\"{backend.Address}\""))}]
        {string.Join('\n', keys)}

        [locations.all]
        upstream = "app"

        [locations.first]
        upstream = "app"
        path = "/gone"
        queue_priority = 9

        [servers.http]
        addr = "127.0.0.1:0"
        locations = ["all", "first"]
        """;
}
