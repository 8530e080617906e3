using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Examples;

/// <summary>The basic example of the README that the project began with, as it stands there.</summary>
public sealed class FirstReadmeBasicTests(FirstReadmeBasicTests.World world) : IClassFixture<FirstReadmeBasicTests.World>
{
    [Theory]
    [InlineData("/api/v1/test", "/v1/test")]
    [InlineData("/api", "/")]
    public async Task The_backend_sees_the_path_without_api(string target, string expected) =>
        Assert.Equal(expected, (await world.Client.ReceivedAsync(target)).Target);

    [Fact]
    public async Task The_backends_take_turns()
    {
        var turns = await world.TurnsAsync(4, "/api");

        Assert.Equal([turns[0], turns[1], turns[0], turns[1]], turns);
        Assert.NotEqual(turns[0], turns[1]);
    }

    [Fact]
    public async Task Each_backend_is_probed_for_its_health()
    {
        await world.First.Requested("/health").InTime();
        await world.Second.Requested("/health").InTime();
    }

    public sealed class World : TwoBackends
    {
        protected override string Toml() => Written.Runnable(
            Written.First("basic"),
            ("\"127.0.0.1:8001\", \"127.0.0.1:8002\"", $"\"{First.Address}\", \"{Second.Address}\""));
    }
}
