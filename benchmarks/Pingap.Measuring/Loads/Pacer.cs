using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Pingap.Measuring.Loads;

/// <summary>Waits for moments more finely than the milliseconds of <see cref="Thread.Sleep(int)"/>, and without spinning: others need the processor.</summary>
public static class Pacer
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Returns at the moment, or at once when it is past.</summary>
    /// <param name="moment">In ticks of <see cref="Stopwatch"/>.</param>
    public static void WaitUntil(long moment)
    {
        while (moment - Stopwatch.GetTimestamp() is > 0 and var ticks)
        {
            var wait = (long)(ticks * ((double)NanosecondsPerSecond / Stopwatch.Frequency));
            var time = new Time(wait / NanosecondsPerSecond, wait % NanosecondsPerSecond);
            // Interrupted by a signal it returns early, and the loop goes on.
            _ = Sleep(in time, IntPtr.Zero);
        }
    }

    [DllImport("libc", EntryPoint = "nanosleep")]
    private static extern int Sleep(in Time time, IntPtr remaining);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Time(nint Seconds, nint Nanoseconds)
    {
        public Time(long seconds, long nanoseconds)
            : this((nint)seconds, (nint)nanoseconds)
        {
        }
    }
}
