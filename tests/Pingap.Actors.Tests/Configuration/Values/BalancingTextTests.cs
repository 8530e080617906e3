using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Tests.Configuration.Values;

public class BalancingTextTests
{
    [Theory]
    [InlineData("round_robin", BalancingAlgorithm.RoundRobin)]
    [InlineData("weighted_round_robin", BalancingAlgorithm.RoundRobin)]
    [InlineData("least_conn", BalancingAlgorithm.LeastConnections)]
    [InlineData("ip_hash", BalancingAlgorithm.IpHash)]
    [InlineData("hash:ip", BalancingAlgorithm.IpHash)]
    public void Algorithms_of_both_dialects_are_known(string text, BalancingAlgorithm algorithm)
    {
        Assert.True(BalancingText.TryParse(text, out var found, out _));
        Assert.Equal(algorithm, found);
    }

    [Theory]
    [InlineData("hash")]
    [InlineData("hash:url")]
    [InlineData("hash:path")]
    [InlineData("hash:header:X-User")]
    [InlineData("hash:cookie:session")]
    [InlineData("hash:query:id")]
    public void What_is_only_understood_is_refused_because_another_would_send_requests_elsewhere(string text)
    {
        Assert.False(BalancingText.TryParse(text, out _, out var wrong));
        Assert.Equal("is understood but not acted on yet, and must not be ignored; use hash:ip, round_robin or least_conn", wrong);
    }

    [Theory]
    [InlineData("hash:header:", "names no header field; write one such as hash:header:NAME")]
    [InlineData("hash:query", "names no query parameter; write one such as hash:query:NAME")]
    [InlineData("roundrobin", "is not an algorithm; did you mean round_robin?")]
    [InlineData("magic", "is not an algorithm; use round_robin, weighted_round_robin, least_conn or ip_hash")]
    public void What_is_no_algorithm_has_a_remedy(string text, string wrong)
    {
        Assert.False(BalancingText.TryParse(text, out _, out var said));
        Assert.Equal(wrong, said);
    }
}
