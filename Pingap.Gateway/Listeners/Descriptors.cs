using System.Globalization;

namespace Pingap.Gateway.Listeners;

/// <summary>How many files and sockets the process may have open.</summary>
internal static class Descriptors
{
    private const string Field = "Max open files";

    /// <summary>What holds where the system does not say.</summary>
    private const int Otherwise = 16_384;

    /// <summary>The system's limit, which the runtime has raised as far as it may.</summary>
    public static int Most { get; } = Read();

    private static int Read()
    {
        const string limits = "/proc/self/limits";
        return File.Exists(limits) ? Parse(File.ReadAllText(limits)) : Otherwise;
    }

    /// <summary>The soft limit in the text of <c>/proc/PID/limits</c>.</summary>
    internal static int Parse(string limits)
    {
        foreach (var line in limits.AsSpan().EnumerateLines())
        {
            if (!line.StartsWith(Field, StringComparison.Ordinal)) continue;
            var soft = line[Field.Length..].TrimStart();
            var end = soft.IndexOf(' ');
            if (end > 0) soft = soft[..end];
            return long.TryParse(soft, CultureInfo.InvariantCulture, out var most) ? (int)Math.Clamp(most, 0, int.MaxValue) : int.MaxValue;
        }

        return Otherwise;
    }
}
