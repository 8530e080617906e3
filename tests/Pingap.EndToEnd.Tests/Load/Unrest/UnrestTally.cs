namespace Pingap.EndToEnd.Tests.Load.Unrest;

/// <summary>How many requests have ended in which way. For any number of threads.</summary>
internal sealed class UnrestTally
{
    private readonly int[] _counts = new int[Enum.GetValues<UnrestEnd>().Length];

    /// <summary>How many have ended.</summary>
    public int Total => _counts.Sum();

    /// <summary>How many have ended in one way.</summary>
    public int Of(UnrestEnd end) => Volatile.Read(ref _counts[(int)end]);

    /// <summary>One has ended.</summary>
    public void Add(UnrestEnd end) => Interlocked.Increment(ref _counts[(int)end]);

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Enum.GetValues<UnrestEnd>().Select(end => $"{end} {Of(end)}"));
}
