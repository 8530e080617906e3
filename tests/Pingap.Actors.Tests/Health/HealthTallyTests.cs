using Pingap.Actors.Configuration;
using Pingap.Actors.Health;

namespace Pingap.Actors.Tests.Health;

public sealed class HealthTallyTests
{
    private static readonly HealthCheckConfig Rules = HealthCheckConfig.Default with { HealthyAfter = 2, UnhealthyAfter = 3 };

    [Theory]
    [InlineData("", true)]
    [InlineData("--", true)]
    [InlineData("---", false)]
    [InlineData("--+--", true)]
    [InlineData("---+", false)]
    [InlineData("---+-+", false)]
    [InlineData("---++", true)]
    public void Probes_in_a_row_decide(string probes, bool isHealthy) =>
        Assert.Equal(isHealthy, probes.Aggregate(HealthTally.Initial, (tally, probe) => tally.Probed(probe is '+', Rules)).IsHealthy);

    [Theory]
    [InlineData("ccc", "", true)]
    [InlineData("ccc", "-", false)]
    [InlineData("ccc", "+", true)]
    [InlineData("ccc", "++", false)]
    [InlineData("cc", "-", false)]
    [InlineData("", "---", false)]
    public void It_is_only_suspected_while_no_probe_has_failed_since(string requests, string probes, bool isOnlySuspected)
    {
        var tally = requests.Aggregate(HealthTally.Initial, (tally, request) => tally.Observed(Kind(request), Rules));
        Assert.Equal(isOnlySuspected, probes.Aggregate(tally, (tally, probe) => tally.Probed(probe is '+', Rules)).IsOnlySuspected);
    }

    [Theory]
    [InlineData("cc", true)]
    [InlineData("ccc", false)]
    [InlineData("ccacc", true)]
    [InlineData("ccicc", false)]
    [InlineData("ccocc", false)]
    [InlineData("ttt", true)]
    public void Failed_connections_in_a_row_take_it_out(string requests, bool isHealthy) =>
        Assert.Equal(isHealthy, requests.Aggregate(HealthTally.Initial, (tally, request) => tally.Observed(Kind(request), Rules)).IsHealthy);

    [Fact]
    public void Requests_do_not_make_it_healthy_nor_hide_failing_probes()
    {
        var tally = HealthTally.Initial.Probed(false, Rules).Probed(false, Rules).Observed(OutcomeKind.Answered, Rules).Probed(false, Rules);
        Assert.False(tally.IsHealthy);
        Assert.False(tally.Observed(OutcomeKind.Answered, Rules).Observed(OutcomeKind.Answered, Rules).IsHealthy);
    }

    private static OutcomeKind Kind(char request) => request switch
    {
        'a' => OutcomeKind.Answered,
        'c' => OutcomeKind.ConnectFailed,
        't' => OutcomeKind.TimedOut,
        'o' => OutcomeKind.Overtaken,
        _ => OutcomeKind.Inconclusive,
    };
}
