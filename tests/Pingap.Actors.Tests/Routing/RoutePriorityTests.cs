using Pingap.Actors.Routing;

namespace Pingap.Actors.Tests.Routing;

public sealed class RoutePriorityTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("/", "", 0)]
    [InlineData("=/", "", 1024 + 2)]
    [InlineData("=/users", "", 1024 + 7)]
    [InlineData("/users", "", 512 + 6)]
    [InlineData("~^/users", "", 256 + 8)]
    [InlineData("~a", "", 256 + 2)]
    [InlineData("", "example.com", 128)]
    [InlineData("", "a.com,*.b.com", 128)]
    [InlineData("", "~^api", 5)]
    [InlineData("", "a.com,~^api,*.b.com", 19)]
    [InlineData("/users", "example.com", 512 + 6 + 128)]
    public void Without_a_priority_path_and_hosts_make_one(string path, string host, int priority) =>
        Assert.Equal(priority, RoutePriority.Of(ALocation.With(path: path, host: host)));

    [Fact]
    public void No_more_than_64_characters_of_the_path_count() =>
        Assert.Equal(512 + 64, RoutePriority.Of(ALocation.With(path: "/" + new string('a', 100))));

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(2000)]
    public void A_given_priority_stands(int priority) =>
        Assert.Equal(priority, RoutePriority.Of(ALocation.With(path: "=/users", host: "example.com", priority: priority)));
}
