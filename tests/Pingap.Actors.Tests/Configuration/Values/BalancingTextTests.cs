using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Tests.Configuration.Values;

public class BalancingTextTests
{
    [Theory]
    [InlineData("round_robin", BalancingAlgorithm.RoundRobin)]
    [InlineData("weighted_round_robin", BalancingAlgorithm.RoundRobin)]
    [InlineData("least_conn", BalancingAlgorithm.LeastConnections)]
    [InlineData("p2c", BalancingAlgorithm.PowerOfTwoChoices)]
    [InlineData("peak_ewma", BalancingAlgorithm.PeakEwma)]
    [InlineData("random", BalancingAlgorithm.Random)]
    [InlineData("sticky", BalancingAlgorithm.Sticky)]
    public void Algorithms_are_known_by_one_word(string text, BalancingAlgorithm algorithm)
    {
        Assert.True(BalancingText.TryParse(text, out var found, out _));
        Assert.Equal(algorithm, found.Algorithm);
    }

    [Theory]
    [InlineData("ip_hash", HashSource.ClientAddress, "")]
    [InlineData("hash:ip", HashSource.ClientAddress, "")]
    [InlineData("hash", HashSource.Path, "")]
    [InlineData("hash:path", HashSource.Path, "")]
    [InlineData("hash:url", HashSource.Url, "")]
    [InlineData("hash:header:X-User", HashSource.Header, "X-User")]
    [InlineData("hash:cookie:session", HashSource.Cookie, "session")]
    [InlineData("hash:query:user[id]", HashSource.Query, "user[id]")]
    public void Hashing_says_what_is_hashed(string text, HashSource source, string name)
    {
        Assert.True(BalancingText.TryParse(text, out var found, out _));
        Assert.Equal(BalancingConfig.HashOf(source, name), found);
    }

    [Fact]
    public void Every_word_that_is_recommended_is_understood() =>
        Assert.All([.. BalancingText.Words, .. BalancingText.Prefixes.Select(prefix => $"{prefix}x")], text => Assert.True(BalancingText.TryParse(text, out _, out _)));

    [Theory]
    [InlineData("hash:header:", "names no header field; write one such as hash:header:NAME")]
    [InlineData("hash:query", "names no query parameter; write one such as hash:query:NAME")]
    [InlineData("hash:query:a=b", "has a name that no query parameter has; write one such as hash:query:NAME")]
    [InlineData("hash:cookie:a;b", "has a name that no cookie has; write one such as hash:cookie:NAME")]
    [InlineData("roundrobin", "is not an algorithm; did you mean round_robin?")]
    [InlineData("magic", "is not an algorithm; use round_robin, least_conn, p2c, peak_ewma, random, ip_hash, hash:path or sticky")]
    public void What_is_no_algorithm_has_a_remedy(string text, string wrong)
    {
        Assert.False(BalancingText.TryParse(text, out _, out var said));
        Assert.Equal(wrong, said);
    }
}
