using System.Globalization;

namespace Pingap.Compare.Measuring;

/// <summary>Where the processors' time went since the machine started, in hundredths of a second: the first line of <c>/proc/stat</c>.</summary>
/// <param name="Processes">In processes, and in the kernel for them.</param>
/// <param name="Steal">In other machines on the same processors.</param>
/// <param name="All">Altogether, over all processors.</param>
internal readonly record struct MachineTicks(long Processes, long Steal, long All)
{
    /// <summary>Now.</summary>
    public static MachineTicks Read() => Parse(File.ReadAllText("/proc/stat"));

    /// <summary>Reads the text of the file.</summary>
    /// <exception cref="FormatException">It does not begin with the sum of all processors.</exception>
    public static MachineTicks Parse(string text)
    {
        var fields = text.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields is not ["cpu", ..] || fields.Length < 9) throw new FormatException("/proc/stat does not begin with the sum of all processors");
        var numbers = fields.Skip(1).Take(8).Select(field => long.Parse(field, NumberStyles.None, CultureInfo.InvariantCulture)).ToArray();
        // user, nice, system, idle, iowait, irq, softirq, steal. Interrupts belong to nobody: the network's are caused by the load itself.
        return new(numbers[0] + numbers[1] + numbers[2], numbers[7], numbers.Sum());
    }
}
