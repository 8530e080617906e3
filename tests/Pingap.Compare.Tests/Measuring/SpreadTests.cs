using CsCheck;
using Pingap.Compare.Measuring;

namespace Pingap.Compare.Tests.Measuring;

public sealed class SpreadTests
{
    [Theory]
    [InlineData(new double[] { 5 }, 5)]
    [InlineData(new double[] { 3, 1, 2 }, 2)]
    [InlineData(new double[] { 4, 1, 3, 2 }, 2.5)]
    [InlineData(new double[] { 1, 9 }, 5)]
    public void The_median_is_in_the_middle(double[] values, double median) => Assert.Equal(median, Spread.Of(values)!.Value.Median);

    [Fact]
    public void Nothing_has_no_spread() => Assert.Null(Spread.Of([]));

    [Fact]
    public void As_many_are_below_the_median_as_above() => Gen.Double[0, 1000].Array[1, 20].Sample(values =>
    {
        var spread = Spread.Of(values)!.Value;
        return values.Count(value => value < spread.Median) <= values.Length / 2
            && values.Count(value => value > spread.Median) <= values.Length / 2
            && spread.Least == values.Min() && spread.Greatest == values.Max();
    });
}
