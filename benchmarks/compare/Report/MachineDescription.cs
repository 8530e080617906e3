using System.Globalization;
using System.Runtime.InteropServices;

namespace Pingap.Compare.Report;

/// <summary>The machine that was measured on.</summary>
/// <param name="Processor">Its model.</param>
/// <param name="Processors">How many the run may use.</param>
/// <param name="MemoryMegabytes">All of its memory.</param>
/// <param name="System">The distribution, and the version of its kernel.</param>
/// <param name="Runtime">.NET and its version.</param>
/// <param name="LoadAverage">How many threads wanted a processor in the minute before.</param>
internal sealed record MachineDescription(string Processor, int Processors, long MemoryMegabytes, string System, string Runtime, double LoadAverage)
{
    /// <summary>This one, now.</summary>
    public static MachineDescription Read() => new(
        ValueOf(File.ReadAllText("/proc/cpuinfo"), "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        long.Parse(ValueOf(File.ReadAllText("/proc/meminfo"), "MemTotal")!.Split(' ')[0], CultureInfo.InvariantCulture) / 1024,
        $"{RuntimeInformation.OSDescription}, kernel {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}",
        RuntimeInformation.FrameworkDescription,
        double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture));

    /// <summary>What stands behind a name and a colon, or <c>null</c>; architectures differ in what they tell of their processors.</summary>
    public static string? ValueOf(string text, string name) => text.Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Contains(':', StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()).FirstOrDefault();

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Processor}, {Processors} processors, {MemoryMegabytes / 1024.0:0} GB; {System}; {Runtime}; load average {LoadAverage:0.0} before the run");
}
