using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Pingap.Compare.Setup;

/// <summary>How many files and sockets this process and those it starts may have open (<c>ulimit -n</c>).</summary>
internal static class OpenFiles
{
    private const int NumberOfFiles = 7;

    /// <summary>Raises the limit to a number, beyond the hard limit where the system lets it.</summary>
    /// <returns>The limit that holds now; less than what was wanted where the system does not.</returns>
    /// <exception cref="Win32Exception">The system does not even tell the limit.</exception>
    public static int Raise(int wanted)
    {
        if (Get(NumberOfFiles, out var limit) != 0) throw new Win32Exception();
        if (limit.Soft >= (ulong)wanted) return Clamped(limit.Soft);
        var greater = new Limit((ulong)wanted, Math.Max(limit.Hard, (ulong)wanted));
        if (Set(NumberOfFiles, in greater) == 0) return wanted;
        var greatest = limit with { Soft = limit.Hard };
        return Set(NumberOfFiles, in greatest) == 0 ? Clamped(limit.Hard) : Clamped(limit.Soft);
    }

    private static int Clamped(ulong value) => (int)Math.Min(value, int.MaxValue);

    [DllImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    private static extern int Get(int resource, out Limit limit);

    [DllImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static extern int Set(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Limit(ulong Soft, ulong Hard);
}
