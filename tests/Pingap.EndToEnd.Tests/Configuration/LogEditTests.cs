using Pingap.Testing.EndToEnd;

namespace Pingap.EndToEnd.Tests.Configuration;

/// <summary>What the log shows follows the file.</summary>
public sealed class LogEditTests
{
    [Fact]
    public async Task The_level_changes_while_it_runs()
    {
        await using var backend = await ExampleBackend.StartAsync("one");
        await using var pingap = ConfiguredPingap.Start(Config("info", backend));
        using var client = new HttpClient();
        var proxy = await pingap.Process.WaitForListeningAsync();
        await pingap.AppliedAsync(1);
        await client.GetStringAsync(new Uri(proxy, "/before"));

        pingap.File.Rewrite(Config("debug", backend));
        await pingap.AppliedAsync(2);
        await client.GetStringAsync(new Uri(proxy, "/meanwhile"));
        await pingap.SaysAsync("GET /meanwhile 200");

        pingap.File.Rewrite(Config("info", backend));
        await pingap.AppliedAsync(3);
        await client.GetStringAsync(new Uri(proxy, "/after"));
        await pingap.StopAsync();

        Assert.DoesNotContain(pingap.Process.Output.All, line => line.Contains("GET /before", StringComparison.Ordinal));
        Assert.DoesNotContain(pingap.Process.Output.All, line => line.Contains("GET /after", StringComparison.Ordinal));
    }

    private static string Config(string level, ExampleBackend backend) => $"""
        [basic]
        log_level = "{level}"

        [upstreams.app]
        addrs = ["{backend.Address}"]

        [locations.all]
        upstream = "app"

        [servers.http]
        addr = "127.0.0.1:0"
        locations = ["all"]
        """;
}
