using System.Globalization;

namespace Pingap.Compare.Measuring;

/// <summary>What <c>/proc/PID/stat</c> says of a process (proc(5)).</summary>
/// <param name="Id">The process.</param>
/// <param name="Parent">The process it belongs to.</param>
/// <param name="Ticks">User and system time of all its threads, in hundredths of a second.</param>
/// <param name="ChildTicks">That of its children that have ended.</param>
/// <param name="Started">When it started, in hundredths of a second since the machine did: with the id, no other process has the same.</param>
internal readonly record struct ProcessStat(int Id, int Parent, long Ticks, long ChildTicks, long Started)
{
    /// <summary>The unit of all times in <c>/proc</c>.</summary>
    public const int TicksPerSecond = 100;

    /// <summary>Reads the one line of the file.</summary>
    /// <exception cref="FormatException">It is no such line.</exception>
    public static ProcessStat Parse(string line)
    {
        // The name stands in parentheses and may hold blanks and parentheses itself: only the last one ends it.
        var end = line.LastIndexOf(')');
        var start = line.IndexOf('(', StringComparison.Ordinal);
        if (start < 1 || end < start) throw new FormatException($"not a line of /proc/PID/stat: {line}");
        var fields = line[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 20) throw new FormatException($"/proc/PID/stat has too few fields: {line}");
        var id = int.Parse(line.AsSpan(0, start), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
        return new(id, (int)Number(1), Number(11) + Number(12), Number(13) + Number(14), Number(19));

        long Number(int field) => long.Parse(fields[field], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }
}
