using CsCheck;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Tests.Configuration.Values;

public class NearestTests
{
    [Theory]
    [InlineData("adrs", "addrs")]
    [InlineData("Addrs", "addrs")]
    [InlineData("healthcheck", "health_check")]
    [InlineData("completely_else", null)]
    public void The_name_with_the_fewest_edits_is_meant(string name, string? meant) => Assert.Equal(meant, Nearest.To(name, ["addrs", "health_check", "algo"]));

    [Fact]
    public void Distance_is_a_metric() =>
        Gen.Select(Gen.String[0, 12], Gen.String[0, 12], Gen.String[0, 12]).Sample((a, b, c) =>
            Nearest.Distance(a, a) == 0
            && Nearest.Distance(a, b) == Nearest.Distance(b, a)
            && Nearest.Distance(a, c) <= Nearest.Distance(a, b) + Nearest.Distance(b, c));
}
