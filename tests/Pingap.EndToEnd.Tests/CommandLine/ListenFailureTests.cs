using System.Net;
using System.Net.Sockets;
using Pingap.Testing.EndToEnd;
using Pingap.Testing.Processes;

namespace Pingap.EndToEnd.Tests.CommandLine;

public sealed class ListenFailureTests : IDisposable
{
    private readonly TcpListener _taken = new(IPAddress.Loopback, 0);

    public ListenFailureTests() => _taken.Start();

    public void Dispose() => _taken.Dispose();

    [Fact]
    public async Task An_address_in_use_is_one_problem_with_its_place_exits_with_3_and_no_other_address_is_listened_on()
    {
        var other = FreePort.Next();
        using var file = new ConfigFile($"""
            [upstreams.app]
            addrs = ["127.0.0.1:1"]

            [locations.all]
            upstream = "app"

            [servers.a]
            addr = "127.0.0.1:{other}"
            locations = ["all"]

            [servers.b]
            addr = "{_taken.LocalEndpoint}"
            locations = ["all"]
            """);
        await using var pingap = PingapProcess.Start("run", "-c", file.Path);

        var exit = await pingap.WaitForExitAsync();

        Assert.Equal(3, exit);
        var line = $"{file.Path}:12:1: error: servers.b.addr: cannot listen on {_taken.LocalEndpoint}: address in use; choose another address, or stop what uses it";
        Assert.Equal([line], pingap.Errors.All);
        Assert.Empty(pingap.Output.All);
        Assert.False(await AcceptsAsync(other));
    }

    [Theory]
    [InlineData("--demo")]
    [InlineData("--upstream", "127.0.0.1:1")]
    public async Task An_address_of_the_command_line_in_use_is_one_problem_that_names_the_option(params string[] source)
    {
        await using var pingap = PingapProcess.Start(["run", .. source, "--addr", $"{_taken.LocalEndpoint}"]);

        var exit = await pingap.WaitForExitAsync();

        Assert.Equal(3, exit);
        Assert.Equal([$"error: --addr: cannot listen on {_taken.LocalEndpoint}: address in use; choose another address, or stop what uses it"], pingap.Errors.All);
        Assert.Empty(pingap.Output.All);
    }

    [Fact]
    public async Task An_address_in_use_does_not_keep_the_configuration_from_being_valid()
    {
        using var file = new ConfigFile($"""
            [upstreams.app]
            addrs = ["127.0.0.1:1"]

            [locations.all]
            upstream = "app"

            [servers.a]
            addr = "{_taken.LocalEndpoint}"
            locations = ["all"]
            """);
        await using var pingap = PingapProcess.Start("check", "-c", file.Path);

        Assert.Equal(0, await pingap.WaitForExitAsync());
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:99999")]
    [InlineData("")]
    public async Task A_listening_address_that_is_none_is_wrong_usage(string address)
    {
        await using var pingap = PingapProcess.Start("run", "--demo", "--addr", address);

        var exit = await pingap.WaitForExitAsync();

        Assert.Equal(2, exit);
        Assert.Equal(
            [$"--addr: '{address}' is not IP:PORT, such as 127.0.0.1:8080, 0.0.0.0:80 or [::]:80", "See: pingap run --help"], pingap.Errors.All);
        Assert.Empty(pingap.Output.All);
    }

    private static async Task<bool> AcceptsAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
