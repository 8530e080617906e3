using Microsoft.AspNetCore.Http;
using Pingap.Testing.Backends;
using Pingap.Testing.EndToEnd;

namespace Pingap.EndToEnd.Tests.Load;

/// <summary>A backend that hangs now and then, beside one that does not.</summary>
[Collection(HeavyLoad.Name)]
public sealed class HedgeTests
{
    [Fact]
    public async Task No_request_waits_for_a_backend_that_hangs_and_none_is_left_behind()
    {
        var hung = 0;
        await using var hanging = await HttpBackend.StartAsync(async context =>
        {
            // Every fourth one never ends.
            if (Interlocked.Increment(ref hung) % 4 == 0) await Task.Delay(Timeout.Infinite, context.RequestAborted);
            await context.Response.WriteAsync("answer");
        });
        await using var quick = await HttpBackend.StartAsync(context => context.Response.WriteAsync("answer"));
        await using var pingap = ConfiguredPingap.Start($"""
            [upstreams.app]
            addrs = ["{hanging.Address}", "{quick.Address}"]
            max_in_flight = 32 # two copies for each client: one that is never given back would be missed
            retry_budget = 100

            [locations.all]
            upstream = "app"
            hedge_after = "20ms"
            request_timeout = "60s"

            [servers.http]
            addr = "127.0.0.1:0"
            locations = ["all"]
            """);
        var report = await RequestLoad.RunAsync(16, 2_000, await pingap.Process.WaitForListeningAsync());
        Assert.Equal(2_000, report.Answers.Count);
        Assert.Empty(report.Failed);
    }
}
