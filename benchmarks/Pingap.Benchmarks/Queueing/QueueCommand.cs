using System.Diagnostics;
using System.Globalization;
using System.Net;
using Pingap.Benchmarks.Given;
using Pingap.Measuring.Statistics;
using Pingap.Testing.EndToEnd;

namespace Pingap.Benchmarks.Queueing;

/// <summary>
/// <c>queue</c>: what of a backend's throughput is left when the proxy lets one request at a time to it and many clients wait. Compared with one connection straight
/// to the backend, by turns.
/// </summary>
internal static class QueueCommand
{
    private const int Clients = 64;
    private const int Rounds = 5;
    private const double LeastShare = 0.8;
    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(3);

    /// <summary>How long the backend takes over an answer. What does nothing at all needs no queue, so that the limit is for the last.</summary>
    private static readonly int[] WorkMilliseconds = [0, 1, 5];

    /// <summary>Measures, and prints what it finds.</summary>
    /// <returns>The exit code: 0 if the limit holds, 1 if not.</returns>
    public static async Task<int> RunAsync()
    {
        var share = 0.0;
        foreach (var work in WorkMilliseconds) share = await MeasureAsync(TimeSpan.FromMilliseconds(work));
        Console.WriteLine(share >= LeastShare ? "the limit holds" : "the limit does NOT hold");
        return share >= LeastShare ? 0 : 1;
    }

    private static async Task<double> MeasureAsync(TimeSpan work)
    {
        await using var backend = await FixedBackend.StartAsync(work);
        await using var pingap = ConfiguredPingap.Start($"""
            [upstreams.one]
            addrs = ["{backend.Address}"]
            max_in_flight = 1
            queue_timeout = "60s"

            [locations.all]
            upstream = "one"

            [servers.http]
            addr = "127.0.0.1:0"
            locations = ["all"]
            """);
        var direct = IPEndPoint.Parse(backend.Address);
        var proxied = new IPEndPoint(IPAddress.Loopback, (await pingap.Process.WaitForListeningAsync()).Port);
        await RoundAsync(proxied, Clients);
        await RoundAsync(direct, 1);
        List<double> straight = [], queued = [], shares = [];
        for (var round = 0; round < Rounds; round++)
        {
            straight.Add(await RoundAsync(direct, 1));
            queued.Add(await RoundAsync(proxied, Clients));
            shares.Add(queued[^1] / straight[^1]);
        }

        var share = new Distribution(shares).Median;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{work.TotalMilliseconds} ms of work: one connection {new Distribution(straight).Median:0} requests a second, {Clients} clients in the queue {new Distribution(queued).Median:0}; median share {share:0.00}"));
        return share;
    }

    private static async Task<double> RoundAsync(IPEndPoint server, int clients)
    {
        var start = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(() => ClosedLoop.RunAsync(server, start, RoundTime))));
        return counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
