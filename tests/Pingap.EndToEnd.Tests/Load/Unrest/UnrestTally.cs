namespace Pingap.EndToEnd.Tests.Load.Unrest;

/// <summary>How many requests have ended in which way. For any number of threads.</summary>
internal sealed class UnrestTally
{
    private readonly int[] _counts = new int[Enum.GetValues<UnrestEnd>().Length];

    private int _total;
    private volatile Waiter? _waiter;

    /// <summary>How many have ended.</summary>
    public int Total => Volatile.Read(ref _total);

    /// <summary>How many have ended in one way.</summary>
    public int Of(UnrestEnd end) => Volatile.Read(ref _counts[(int)end]);

    /// <summary>One has ended.</summary>
    public void Add(UnrestEnd end)
    {
        Interlocked.Increment(ref _counts[(int)end]);
        var total = Interlocked.Increment(ref _total);
        if (_waiter is { } waiter && total >= waiter.Total) waiter.Reached.TrySetResult();
    }

    /// <summary>Completes when so many more have ended. One at a time may wait.</summary>
    public Task NextAsync(int count)
    {
        var waiter = new Waiter(Total + count);
        _waiter = waiter;
        // They may have ended before anybody knew that they are waited for.
        if (Total >= waiter.Total) waiter.Reached.TrySetResult();
        return waiter.Reached.Task;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Enum.GetValues<UnrestEnd>().Select(end => $"{end} {Of(end)}"));

    private sealed record Waiter(int Total)
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
