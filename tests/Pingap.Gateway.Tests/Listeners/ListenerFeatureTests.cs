using Pingap.Gateway.Listeners;
using static Pingap.Gateway.Tests.Listeners.TestFront;

namespace Pingap.Gateway.Tests.Listeners;

public sealed class ListenerFeatureTests
{
    [Theory]
    [InlineData(3, "a")]
    [InlineData(4, "b")]
    [InlineData(5, "b")]
    public void A_request_finds_the_server_of_its_own_snapshot(long version, string server)
    {
        var feature = new ListenerFeature(Plan("a"));
        feature.Announce(new("b"), 4);
        Assert.Equal(server, feature.ServerIn(version).Value);
    }

    [Fact]
    public void The_last_two_changes_are_known()
    {
        var feature = new ListenerFeature(Plan("a"));
        feature.Announce(new("b"), 4);
        feature.Announce(new("c"), 5);
        Assert.Equal("b", feature.ServerIn(4).Value);
    }
}
