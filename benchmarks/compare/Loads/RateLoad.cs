using System.Diagnostics;
using System.Net;
using System.Text;
using Pingap.Compare.Setup;
using Pingap.Compare.Targets;
using Pingap.Measuring.Loads;

namespace Pingap.Compare.Loads;

/// <summary>As many requests a second for every proxy, whether or not it keeps up: latency counts from when each was due.</summary>
/// <param name="connections">Over how many connections they go by turns.</param>
/// <param name="rate">How many a second.</param>
internal sealed class RateLoad(int connections, int rate) : ILoad
{
    /// <inheritdoc/>
    public string? Program => null;

    /// <inheritdoc/>
    public Task<string?> CheckAsync(Fronts fronts, CancellationToken cancellation) =>
        OneRequest.ProblemAsync(new Uri($"http://127.0.0.1:{fronts.Http}/"), new Version(1, 1), Workplace.SmallBody, body: null, isGrpc: false, cancellation);

    /// <inheritdoc/>
    public async Task<LoadResult> RunAsync(Fronts fronts, int seconds, CancellationToken cancellation)
    {
        var request = Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: 127.0.0.1:{fronts.Http}\r\n\r\n");
        await using var load = await OpenLoad.OpenAsync(new IPEndPoint(IPAddress.Loopback, fronts.Http), connections, [request]);
        var start = Stopwatch.GetTimestamp();
        try
        {
            var samples = await load.RunAsync(rate, TimeSpan.FromSeconds(seconds)).WaitAsync(cancellation);
            var time = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var counted = LoadResult.Of(samples.Latencies(), samples.Failures, time);
            return counted with { Requests = counted.Requests - samples.Failures };
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"it does not keep up with {rate} requests a second");
        }
    }
}
