namespace Pingap.Measuring.Statistics;

/// <summary>Measured values in order; quantiles are exact.</summary>
public sealed class Distribution
{
    private readonly double[] _sorted;

    /// <summary>Takes the values in any order.</summary>
    public Distribution(IEnumerable<double> values)
    {
        _sorted = [.. values];
        Array.Sort(_sorted);
    }

    /// <summary>The value half of all are below.</summary>
    public double Median => At(0.5);

    /// <summary>The greatest.</summary>
    public double Max => At(1);

    /// <summary>How many there are.</summary>
    public int Count => _sorted.Length;

    /// <summary>The least value that the share of all does not exceed; 0 without values.</summary>
    public double At(double share) => Count == 0 ? 0 : _sorted[Math.Clamp((int)Math.Ceiling(share * Count) - 1, 0, Count - 1)];
}
