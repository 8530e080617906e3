using System.Globalization;

namespace Pingap.Benchmarks.Abuse;

/// <summary>What a process of Linux has used, by <c>/proc/PID</c>.</summary>
/// <param name="id">The process.</param>
internal sealed class ProcessUse(int id)
{
    /// <summary>The clock that <c>/proc/PID/stat</c> counts in (USER_HZ) is the same on every system that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Processor time up to now, in seconds, to a hundredth.</summary>
    public double Processor
    {
        get
        {
            // The name before the parenthesis may hold anything; utime and stime are the 12th and 13th after it (proc_pid_stat(5)).
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (Number(fields[11]) + Number(fields[12])) / TicksPerSecond;
        }
    }

    /// <summary>Memory of its own that is resident, in MB.</summary>
    public double Memory
    {
        get
        {
            var line = File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
            return Number(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal)) / 1000;
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
