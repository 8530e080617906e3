using Pingap.Measuring.Statistics;

namespace Pingap.Compare.Measuring;

/// <summary>The values of a metric over the rounds, in short.</summary>
/// <param name="Median">The one that is compared.</param>
/// <param name="Least">The least.</param>
/// <param name="Greatest">The greatest.</param>
internal readonly record struct Spread(double Median, double Least, double Greatest)
{
    /// <summary>That of some values, in any order; of an even number, the median is the mean of the two in the middle.</summary>
    /// <returns><c>null</c> without values.</returns>
    public static Spread? Of(IEnumerable<double> values)
    {
        var sorted = new Distribution(values);
        if (sorted.Count == 0) return null;
        var middle = (sorted.Median + sorted.At((sorted.Count + 2) / 2 / (double)sorted.Count)) / 2;
        return new(sorted.Count % 2 == 1 ? sorted.Median : middle, sorted.At(0), sorted.Max);
    }
}
