using System.Runtime.Versioning;

namespace Pingap.EndToEnd.Tests.Control;

/// <summary><c>pingap upstreams</c> and <c>pingap upstream</c>, of a proxy whose only backend refuses.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class UpstreamTests
{
    [Fact]
    public async Task A_backend_that_refuses_is_shown_with_the_reason()
    {
        await using var proxy = await SteeredProxy.StartAsync("/a");
        // Two refusals make it unhealthy: of the first probe and a request, or of two requests.
        for (var i = 0; i < 2; i++) await proxy.ServesAsync("/a");
        await proxy.SaysAsync("backend 127.0.0.1:1 of upstream nowhere is unhealthy");

        var all = (await proxy.SayAsync("upstreams")).Well().Out;
        var one = (await proxy.SayAsync("upstream", "nowhere")).Well().Out;
        var other = await proxy.SayAsync("upstream", "elsewhere");

        Assert.Matches(@"(?m)^nowhere +127\.0\.0\.1:1 +1 +1 +unhealthy +closed +0 +- +active$", all);
        Assert.Matches(@"(?m)^  \S+  127\.0\.0\.1:1 added with weight 1: configuration version 1$", one);
        Assert.Matches(@"(?m)^  \S+  unhealthy: .*\(ECONNREFUSED\)$", one);
        Assert.Equal((1, "there is no upstream 'elsewhere'; there are nowhere"), (other.Exit, other.Error.Trim()));
    }
}
