using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing.EndToEnd;

namespace Pingap.EndToEnd.Tests.Discovery;

/// <summary>Backends by the lines of a file beside the configuration.</summary>
public sealed class FileTests : IAsyncLifetime
{
    private readonly HttpClient _client = Clients.Http();
    private Backend _one = null!;
    private Backend _two = null!;

    public async Task InitializeAsync()
    {
        _one = await Backend.StartAsync(new() { Name = "one" });
        _two = await Backend.StartAsync(new() { Name = "two" });
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Fact]
    public async Task Requests_follow_the_file_and_outlive_a_mistake_in_it()
    {
        using var file = new ConfigFile("""
            [upstreams.shop]
            addrs = ["backends.txt"]
            discovery = "file"

            [locations.all]
            upstream = "shop"

            [servers.http]
            addr = "127.0.0.1:0"
            locations = ["all"]
            """);
        file.WriteBeside("backends.txt", $"{_one.Address} # the first\n");
        await using var proxy = Pingap.Testing.Processes.PingapProcess.Start("run", "-c", file.Path);
        _client.BaseAddress = await proxy.WaitForListeningAsync();
        Assert.Equal("one", (await _client.ReceivedAsync("/")).Backend);

        file.WriteBeside("backends.txt", $"{_two.Address} 3\n");
        var until = DateTime.UtcNow + Deadline.Generous;
        while ((await _client.ReceivedAsync("/")).Backend != "two" && DateTime.UtcNow < until) await Task.Yield();
        Assert.Equal("two", (await _client.ReceivedAsync("/")).Backend);

        file.WriteBeside("backends.txt", $"{_one.Address}\nnonsense:x\n");
        await proxy.WaitForLineAsync(line => line.Contains("line 2: 'nonsense:x' has a port", StringComparison.Ordinal));
        Assert.Equal("two", (await _client.ReceivedAsync("/")).Backend);
    }
}
