using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Examples;

/// <summary>The balancing examples of the README that the project began with; each upstream has a path of its name.</summary>
public sealed class FirstReadmeBalancingTests(FirstReadmeBalancingTests.World world) : IClassFixture<FirstReadmeBalancingTests.World>
{
    [Theory]
    [InlineData("/rr", 4, 4)]
    [InlineData("/wrr", 6, 2)]
    public async Task Turns_are_shared_exactly(string target, int first, int second)
    {
        var turns = await world.TurnsAsync(8, target);

        Assert.Equal((first, second), (turns.Count(name => name is "first"), turns.Count(name => name is "second")));
    }

    [Fact]
    public async Task The_backend_with_the_fewest_connections_is_taken()
    {
        var held = new TaskCompletionSource<string>();
        var mayEnd = new TaskCompletionSource();
        world.First.Serve("/lc/held", _ => HoldAsync("first"));
        world.Second.Serve("/lc/held", _ => HoldAsync("second"));
        var holding = world.Client.GetAsync("/lc/held");
        var busy = await held.Task.InTime();
        var turns = await world.TurnsAsync(4, "/lc");
        mayEnd.SetResult();
        using var response = await holding;

        Assert.DoesNotContain(busy, turns);

        async Task HoldAsync(string name)
        {
            held.SetResult(name);
            await mayEnd.Task;
        }
    }

    [Fact]
    public async Task A_client_sticks_to_its_backend() => Assert.Single((await world.TurnsAsync(8, "/iphash")).Distinct());

    public sealed class World : TwoBackends
    {
        protected override string Toml() => Written.Runnable(
            Written.First("load-balancing"), ("server1:8080", First.Address), ("server2:8080", Second.Address)) + """

            [locations.rr]
            upstream = "rr"
            path = "/rr"

            [locations.wrr]
            upstream = "wrr"
            path = "/wrr"

            [locations.lc]
            upstream = "lc"
            path = "/lc"

            [locations.iphash]
            upstream = "iphash"
            path = "/iphash"

            [servers.http]
            addr = "127.0.0.1:0"
            locations = ["rr", "wrr", "lc", "iphash"]
            """;
    }
}
