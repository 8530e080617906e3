using System.Globalization;

namespace Pingap.Compare.Measuring;

/// <summary>Memory of processes, in kB.</summary>
/// <param name="Resident">VmRSS: what is in memory, what is shared counted for each process that shares it.</param>
/// <param name="Anonymous">RssAnon: of that, what belongs to no file.</param>
/// <param name="Proportional">Pss: resident, what is shared divided among those who share it.</param>
internal readonly record struct ProcessMemory(long Resident, long Anonymous, long Proportional)
{
    /// <summary>That of a whole tree, now.</summary>
    /// <exception cref="InvalidOperationException">One of the processes has ended.</exception>
    public static ProcessMemory Of(ProcessTree tree) => tree.Members.Select(process => Of(process.Id))
        .Aggregate((sum, each) => new(sum.Resident + each.Resident, sum.Anonymous + each.Anonymous, sum.Proportional + each.Proportional));

    /// <summary>Reads the texts of <c>/proc/PID/status</c> and <c>/proc/PID/smaps_rollup</c>.</summary>
    /// <exception cref="FormatException">A line is missing.</exception>
    public static ProcessMemory Parse(string status, string rollup) => new(Kilobytes(status, "VmRSS:"), Kilobytes(status, "RssAnon:"), Kilobytes(rollup, "Pss:"));

    private static ProcessMemory Of(int process)
    {
        try
        {
            return Parse(File.ReadAllText($"/proc/{process}/status"), File.ReadAllText($"/proc/{process}/smaps_rollup"));
        }
        catch (IOException gone)
        {
            throw new InvalidOperationException($"process {process} ended while it was measured", gone);
        }
    }

    private static long Kilobytes(string text, string name)
    {
        var line = text.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) ?? throw new FormatException($"/proc has no line {name}");
        return long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
    }
}
