using System.Diagnostics;
using System.Net;
using System.Text;
using Pingap.Benchmarks.Given;
using Pingap.Measuring.Loads;

namespace Pingap.Benchmarks.Reloading;

/// <summary>
/// <c>reload</c>: whether an apply costs latency. The real executable proxies requests at a steady rate, in rounds without and with reloads by turns,
/// so that whatever else the machine does falls upon both.
/// </summary>
internal static class ReloadCommand
{
    private const int Backends = 4;
    private const int Connections = 32;
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(8);

    /// <summary>Measures, and prints what it finds.</summary>
    /// <returns>The exit code: 0 if the limits hold, 1 if not.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var options = ReloadOptions.Parse(arguments);
        var output = Console.Out;
        await ApplyStages.MeasureAsync(LargeConfig.Unreachable, output);

        var backends = new List<FixedBackend>();
        for (var i = 0; i < Backends; i++) backends.Add(await FixedBackend.StartAsync());
        var config = new LargeConfig([.. backends.Select(backend => backend.Address)]);
        await using var proxy = EditedProxy.Start(config);
        var url = await proxy.UrlAsync();
        await using var load = await OpenLoad.OpenAsync(new IPEndPoint(IPAddress.Loopback, url.Port), Connections, Requests());

        output.WriteLine(
            $"{LargeConfig.Locations} locations, {LargeConfig.Upstreams} upstreams, {config.Text(0).Length / 1024} KiB; {options.Rate} requests a second over {Connections} connections; " +
            $"{options.Pairs} times {options.RoundSeconds} s without and with {options.Reloads} reloads; {Environment.ProcessorCount} processors");
        await RoundAsync(proxy, load, options with { RoundSeconds = (int)Warmup.TotalSeconds }, options.Reloads);
        List<Round> without = [], with = [];
        for (var pair = 0; pair < options.Pairs; pair++)
        {
            without.Add(await RoundAsync(proxy, load, options, reloads: 0));
            with.Add(await RoundAsync(proxy, load, options, options.Reloads));
            output.WriteLine($"  pair {pair + 1}: p99 {without[^1].Latencies.At(0.99):0} and {with[^1].Latencies.At(0.99):0} µs; memory {proxy.Memory >> 20} MiB");
        }

        foreach (var backend in backends) await backend.DisposeAsync();
        return new ReloadReport(without, with).Print(output) ? 0 : 1;
    }

    private static async Task<Round> RoundAsync(EditedProxy proxy, OpenLoad load, ReloadOptions options, int reloads)
    {
        var time = TimeSpan.FromSeconds(options.RoundSeconds);
        proxy.Write(reloads);
        var used = proxy.ProcessorTime;
        var requests = load.RunAsync(options.Rate, time);
        var applies = new List<(long From, long To)>();
        for (var i = 0; i < reloads; i++)
        {
            var started = Stopwatch.GetTimestamp();
            applies.Add(await proxy.ReloadAsync());
            var rest = (time / reloads) - Stopwatch.GetElapsedTime(started);
            if (rest > TimeSpan.Zero) await Task.Delay(rest);
        }

        var samples = await requests;
        return new Round(samples, applies, proxy.ProcessorTime - used);
    }

    /// <summary>One for each location.</summary>
    private static byte[][] Requests() =>
    [
        .. Enumerable.Range(0, LargeConfig.Locations).Select(LargeConfig.RequestOf).Select(request => Encoding.ASCII.GetBytes(
            $"GET {request.Target} HTTP/1.1\r\nHost: {request.Host}\r\nUser-Agent: pingap-benchmark\r\nAccept: */*\r\n\r\n")),
    ];
}
