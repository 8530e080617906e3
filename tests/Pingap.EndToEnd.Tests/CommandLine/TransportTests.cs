using Pingap.Testing.EndToEnd;
using Pingap.Testing.Processes;

namespace Pingap.EndToEnd.Tests.CommandLine;

/// <summary>Which transport has the runtime's sockets complete inline, which has to be chosen before there is one.</summary>
public sealed class TransportTests
{
    private const string Transport = "PINGAP_TRANSPORT";
    private const string Inline = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    [Theory]
    [InlineData("", "sockets", null, true)]
    [InlineData("transport = \"sockets\"", null, null, true)]
    [InlineData("transport = \"sockets\"", "epoll", null, true)]
    [InlineData("transport = \"sockets\"", null, "0", false)]
    [InlineData("transport = \"epoll\"", "sockets", null, false)]
    [InlineData("", "epoll", null, false)]
    [InlineData("", "epoll", "1", true)]
    public async Task Sockets_complete_inline_where_clients_are_among_them_or_the_environment_says_so(string key, string? transport, string? inline, bool areInline)
    {
        if (!OperatingSystem.IsLinux()) return;
        await using var backend = await ExampleBackend.StartAsync("one");
        using var file = new ConfigFile($"""
            [basic]
            log_level = "debug"
            {key}

            [upstreams.app]
            addrs = ["{backend.Address}"]

            [locations.app]
            upstream = "app"

            [servers.app]
            addr = "127.0.0.1:0"
            locations = ["app"]
            """);
        await using var pingap = PingapProcess.Start(["run", "-c", file.Path], new Dictionary<string, string?> { [Transport] = transport, [Inline] = inline });

        // The line comes before any that says where it listens.
        var report = await RequestLoad.RunAsync(1, 10, await pingap.WaitForListeningAsync());
        Assert.Equal(10, report.From("one"));
        Assert.Equal(areInline, pingap.Output.All.Any(line => line.Contains("sockets complete inline", StringComparison.Ordinal)));
    }
}
