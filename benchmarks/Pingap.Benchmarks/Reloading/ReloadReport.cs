using System.Diagnostics;
using Pingap.Measuring.Statistics;

namespace Pingap.Benchmarks.Reloading;

/// <summary>What the rounds say of reloads, and whether the limits hold.</summary>
/// <param name="without">The rounds without reloads.</param>
/// <param name="with">The rounds with reloads.</param>
internal sealed class ReloadReport(IReadOnlyList<Round> without, IReadOnlyList<Round> with)
{
    /// <summary>The longest that nine of ten applies may take, in milliseconds.</summary>
    private const double LongestApply = 200;

    /// <summary>How many times the p99 without reloads the p99 with them may be.</summary>
    private const double GreatestRatio = 2;

    /// <summary>Prints it.</summary>
    /// <returns>Whether the limits hold.</returns>
    public bool Print(TextWriter output)
    {
        output.WriteLine("latency from when a request was due, microseconds       p50      p99    p99.9      max");
        PrintMedians("without reloads, median of the rounds", without);
        PrintMedians("with reloads, median of the rounds", with);
        PrintRow("without reloads, all requests", new Distribution(without.SelectMany(round => round.Samples.Latencies())));
        PrintRow("with reloads, all requests", new Distribution(with.SelectMany(round => round.Samples.Latencies())));
        PrintRow("with reloads, those that met an apply", new Distribution(with.SelectMany(round => round.Samples.LatenciesDuring(round.Applies))));

        var ratio = MedianOf(with, 0.99) / MedianOf(without, 0.99);
        var applies = new Distribution(with.SelectMany(round => round.Applies).Select(apply => Stopwatch.GetElapsedTime(apply.From, apply.To).TotalMilliseconds));
        var reloadTime = (ProcessorTime(with) - ProcessorTime(without)) / applies.Count;
        var failures = without.Concat(with).Sum(round => round.Samples.Failures);
        output.WriteLine($"p99 with reloads / p99 without               {ratio:0.00}    (at most {GreatestRatio:0.00})");
        output.WriteLine($"apply, from SIGHUP to applied                median {applies.Median:0.0} ms, p90 {applies.At(0.9):0.0} ms, max {applies.Max:0.0} ms over {applies.Count}    (p90 at most {LongestApply:0} ms)");
        output.WriteLine($"processor time of the proxy                  {ProcessorTime(without) / without.Count:0} ms a round without, {reloadTime:0.0} ms a reload");
        output.WriteLine($"requests that failed                         {failures}    (none)");
        var holds = ratio <= GreatestRatio && applies.At(0.9) <= LongestApply && failures == 0;
        output.WriteLine(holds ? "the limits hold" : "the limits do NOT hold");
        return holds;

        void PrintMedians(string name, IReadOnlyList<Round> rounds) => Write(name, share => MedianOf(rounds, share));

        void PrintRow(string name, Distribution latencies) => Write($"{name} ({latencies.Count})", latencies.At);

        void Write(string name, Func<double, double> at) =>
            output.WriteLine($"  {name,-48} {at(0.5),8:0} {at(0.99),8:0} {at(0.999),8:0} {at(1),8:0}");
    }

    private static double MedianOf(IReadOnlyList<Round> rounds, double share) => new Distribution(rounds.Select(round => round.Latencies.At(share))).Median;

    private static double ProcessorTime(IReadOnlyList<Round> rounds) => rounds.Sum(round => round.ProcessorTime.TotalMilliseconds);
}
