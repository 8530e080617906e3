using Pingap.Compare.Running;
using Pingap.Compare.Scenarios;

namespace Pingap.Compare.Tests.Running;

public sealed class CompareOptionsTests
{
    [Fact]
    public void Without_options_everything_is_compared()
    {
        var options = CompareOptions.Parse([]);

        Assert.Equal(ScenarioCatalog.All, options.Scenarios);
        Assert.Equal(["nginx", "haproxy", "caddy", "yarp", "pingap"], options.Targets.Select(target => target.Name));
        Assert.Equal((7, Pace.Full, 0.05), (options.Rounds, options.Pace, options.Noise));
    }

    [Fact]
    public void Options_choose()
    {
        var options = CompareOptions.Parse(
            ["--scenarios", "grpc,h1-1", "--targets", "pingap,nginx", "--variant", "a:B=c", "--rounds", "3", "--seconds", "2", "--warmup", "20", "--noise", "10", "--json", "/a.json", "--plots", "/p"]);

        Assert.Equal(["h1-1", "grpc"], options.Scenarios.Select(scenario => scenario.Name));
        Assert.Equal(["nginx", "pingap", "a"], options.Targets.Select(target => target.Name));
        Assert.Equal((3, 2, 20, 0.1, "/a.json", "/p"), (options.Rounds, options.Pace.Round, options.Pace.Warmup, options.Noise, options.Json, options.Plots));
    }

    [Fact]
    public void Quick_is_one_round_whatever_the_noise()
    {
        var options = CompareOptions.Parse(["--quick"]);

        Assert.Equal((1, Pace.Quick, 1.0), (options.Rounds, options.Pace, options.Noise));
    }

    [Theory]
    [InlineData("--fast", "--fast is no option")]
    [InlineData("--rounds", "--rounds has nothing after it")]
    [InlineData("--rounds 0", "write a whole number from 1")]
    [InlineData("--seconds x", "write a whole number from 1")]
    [InlineData("--scenarios h3", "--scenarios h3: there is no such one; use h1-64, h1-1,")]
    [InlineData("--targets apache", "use nginx, haproxy, caddy, yarp, pingap")]
    [InlineData("--targets ,", "--targets names none")]
    public void What_cannot_be_understood_is_refused_with_the_remedy(string arguments, string said) =>
        Assert.Contains(said, Assert.Throws<FormatException>(() => CompareOptions.Parse(arguments.Split(' '))).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_scenario_has_a_name_of_its_own_and_plots_what_it_measures()
    {
        Assert.Equal(ScenarioCatalog.All.Count, ScenarioCatalog.All.Select(scenario => scenario.Name).Distinct().Count());
        Assert.All(ScenarioCatalog.All, scenario => Assert.Subset(scenario.Metrics.ToHashSet(), scenario.Plotted.ToHashSet()));
    }
}
