namespace Pingap.Compare.Measuring;

/// <summary>Processor time of all processes of the machine since they started, in hundredths of a second, at a moment.</summary>
/// <param name="Ours">Of this process and all that come from it, with those that have ended.</param>
/// <param name="Others">Of all others.</param>
internal readonly record struct Census(long Ours, long Others)
{
    /// <summary>The thread of the kernel that all its other threads come from.</summary>
    private const int KernelThreads = 2;

    /// <summary>Counts now.</summary>
    public static Census Take() => Of(Environment.ProcessId, [.. ProcessTree.Running()]);

    /// <summary>Counts.</summary>
    /// <param name="self">This process.</param>
    /// <param name="all">Every process.</param>
    public static Census Of(int self, IReadOnlyList<ProcessStat> all)
    {
        var ours = ProcessTree.Of(self, all).Members.Select(process => process.Id).ToHashSet();
        // What has ended shows with its parent: the sum goes on where the process does not.
        return new(
            all.Where(process => ours.Contains(process.Id)).Sum(Ticks),
            // The kernel's threads do what the load makes them do, for the most part.
            all.Where(process => !ours.Contains(process.Id) && process.Id != KernelThreads && process.Parent != KernelThreads).Sum(Ticks));

        static long Ticks(ProcessStat process) => process.Ticks + process.ChildTicks;
    }
}
