using System.Globalization;
using System.Text.RegularExpressions;

namespace Pingap.Compare.Loads;

/// <summary>What h2load prints, and the log that it keeps of its requests.</summary>
internal static partial class H2LoadOutput
{
    /// <summary>Reads both.</summary>
    /// <param name="output">What it printed.</param>
    /// <param name="log">The lines of its log: when it began, the status, how long it took in µs, with tabs between (h2load(1), <c>--log-file</c>).</param>
    /// <exception cref="FormatException">It printed no result.</exception>
    public static LoadResult Parse(string output, IEnumerable<string> log)
    {
        var finished = Finished().Match(output);
        var requests = Requests().Match(output);
        if (!finished.Success || !requests.Success) throw new FormatException($"h2load printed no result: {output}");
        var unit = finished.Groups["unit"].Value switch { "us" => 1e-6, "ms" => 1e-3, "s" => 1.0, _ => 60.0 };
        var seconds = double.Parse(finished.Groups["time"].Value, CultureInfo.InvariantCulture) * unit;
        var latencies = log.Select(line => line.Split('\t')).Where(fields => fields is [_, "200", _]).Select(fields => double.Parse(fields[2], CultureInfo.InvariantCulture));
        var counted = LoadResult.Of(latencies, 0, seconds);
        // Those under way when the time is over count as errors with some versions: what failed is what was answered, but not well.
        return counted with { Failures = long.Parse(requests.Groups["failed"].Value, CultureInfo.InvariantCulture) };
    }

    [GeneratedRegex(@"finished in (?<time>[0-9.]+)(?<unit>us|ms|s|m)\b")]
    private static partial Regex Finished();

    [GeneratedRegex(@"requests: .* (?<succeeded>\d+) succeeded, (?<failed>\d+) failed,")]
    private static partial Regex Requests();
}
