using Pingap.Compare.Measuring;

namespace Pingap.Compare.Tests.Measuring;

public sealed class DisturbanceTests
{
    private static readonly (MachineTicks, Census) Before = (new(100, 10, 1_000), new(50, 40));

    [Fact]
    public void Nobody_else_is_no_disturbance() => Assert.Equal(0, Disturbance.Between(Before, (new(180, 10, 1_200), new(130, 40))).Sum);

    [Fact]
    public void Others_are_those_that_are_seen() => Assert.Equal(0.1, Disturbance.Between(Before, (new(200, 10, 1_200), new(130, 60))).Others, 6);

    [Fact]
    public void Others_are_what_is_missing_where_they_cannot_be_seen() => Assert.Equal(0.2, Disturbance.Between(Before, (new(220, 10, 1_200), new(130, 40))).Others, 6);

    [Fact]
    public void Steal_counts_too() => Assert.Equal(0.05, Disturbance.Between(Before, (new(180, 20, 1_200), new(130, 40))).Sum, 6);

    [Fact]
    public void Clocks_that_differ_by_a_tick_are_no_disturbance() => Assert.Equal(0, Disturbance.Between(Before, (new(178, 10, 1_200), new(131, 39))).Sum);

    [Fact]
    public void No_time_at_all_is_none() => Assert.Equal(0, Disturbance.Between(Before, Before).Sum);
}
