using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Pingap.Testing.Backends;
using Pingap.Testing.EndToEnd;

namespace Pingap.EndToEnd.Tests.Load;

/// <summary>An upstream that learns how many requests its backend works on at a time.</summary>
[Collection(HeavyLoad.Name)]
public sealed class AdaptiveTests : IAsyncLifetime
{
    private const int AtATime = 8;
    private const int Clients = 96;
    private static readonly TimeSpan Service = TimeSpan.FromMilliseconds(20);
    private readonly SemaphoreSlim _workers = new(AtATime);
    private readonly ConcurrentQueue<(int InFlight, TimeSpan Latency)> _served = [];
    private HttpBackend _backend = null!;
    private int _inFlight;

    public async Task InitializeAsync() => _backend = await HttpBackend.StartAsync(ServeAsync);

    public async Task DisposeAsync()
    {
        await _backend.DisposeAsync();
        _workers.Dispose();
    }

    [Fact]
    public async Task A_backend_that_works_on_a_few_requests_at_a_time_gets_few_more_and_is_kept_busy()
    {
        await using var pingap = ConfiguredPingap.Start($"""
            [upstreams.app]
            addrs = ["{_backend.Address}"]
            adaptive_concurrency = true
            queue_timeout = "60s"

            [locations.all]
            upstream = "app"

            [servers.http]
            addr = "127.0.0.1:0"
            locations = ["all"]
            """);
        var proxy = await pingap.Process.WaitForListeningAsync();
        await using var load = RequestLoad.Start(Clients, proxy);
        await load.NextAsync(1_500);
        _served.Clear();
        var began = Stopwatch.GetTimestamp();
        await load.NextAsync(1_500);
        var took = Stopwatch.GetElapsedTime(began);
        var served = _served.ToArray();
        var report = await load.StopAsync();

        Assert.Empty(report.Failed);
        Assert.InRange(served.Select(each => each.InFlight).Order().ElementAt(served.Length / 2), AtATime / 2, 4 * AtATime);
        // All clients at once would wait for twelve times as long.
        Assert.InRange(served.Select(each => each.Latency).Order().ElementAt(served.Length / 2), Service, 4 * Service);
        Assert.True(took < 2 * (1_500 / AtATime * Service), $"it took {took}");
    }

    private async Task ServeAsync(HttpContext context)
    {
        var began = Stopwatch.GetTimestamp();
        var inFlight = Interlocked.Increment(ref _inFlight);
        await _workers.WaitAsync(context.RequestAborted);
        try
        {
            await Task.Delay(Service, context.RequestAborted);
        }
        finally
        {
            _workers.Release();
            Interlocked.Decrement(ref _inFlight);
        }

        _served.Enqueue((inFlight, Stopwatch.GetElapsedTime(began)));
        await context.Response.WriteAsync("served");
    }
}
