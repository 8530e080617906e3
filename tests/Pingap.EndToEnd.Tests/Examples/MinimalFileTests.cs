using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Examples;

/// <summary>configs/minimal.toml, which is also what the README shows.</summary>
public sealed class MinimalFileTests(MinimalFileTests.World world) : IClassFixture<MinimalFileTests.World>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/any/thing?q=1")]
    public async Task Everything_goes_to_the_one_backend(string target)
    {
        var seen = await world.Client.ReceivedAsync(target);

        Assert.Equal(("backend", target), (seen.Backend, seen.Target));
    }

    public sealed class World : ProxyFixture
    {
        protected override async Task<string> ConfigureAsync() =>
            Written.Runnable(Written.Text("configs/minimal.toml"), ("127.0.0.1:8001", (await BackendAsync()).Address));
    }
}
