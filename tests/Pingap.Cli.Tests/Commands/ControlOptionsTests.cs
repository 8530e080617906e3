using System.Net.Sockets;
using Pingap.Cli.State;
using Pingap.Cli.Tests.Control;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Tests.Commands;

public sealed class ControlOptionsTests : IAsyncLifetime
{
    private readonly FakeChannel _channel = new FakeChannel().Answer("/v1/config/confirm", new ConfirmAnswer(3, true), ControlJson.Wire.ConfirmAnswer)
        .Answer("/v1/config/history", new HistoryAnswer(3, "s", true, null, []), ControlJson.Wire.HistoryAnswer);
    private readonly CommandLine _pingap;

    public ControlOptionsTests() => _pingap = new CommandLine { StateDir = _channel.Root };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _channel.DisposeAsync();

    [Fact]
    public async Task The_only_proxy_is_meant()
    {
        await _channel.OpenAsync();

        Assert.Equal(0, await _pingap.RunAsync("confirm"));
        Assert.Equal("version 3 stays", _pingap.Out.Trim());
    }

    [Fact]
    public async Task None_exits_with_4_and_says_where_it_looked()
    {
        Assert.Equal(4, await _pingap.RunAsync("confirm"));
        Assert.Contains($"no proxy runs with the state directory {_channel.Root}", _pingap.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_directory_that_is_not_there_has_none()
    {
        Assert.Equal(4, await _pingap.RunAsync("confirm", "--state-dir", Path.Combine(_channel.Root, "gone")));
    }

    [Fact]
    public async Task Several_are_listed_with_what_tells_them_apart()
    {
        var one = await _channel.OpenAsync("/etc/one.toml", pid: 11);
        var two = await _channel.OpenAsync("/etc/two.toml", pid: 22);

        Assert.Equal(2, await _pingap.RunAsync("confirm"));
        Assert.Contains($"/etc/one.toml (pid 11): --control {one}", _pingap.Error, StringComparison.Ordinal);
        Assert.Contains($"/etc/two.toml (pid 22): --control {two}", _pingap.Error, StringComparison.Ordinal);
        Assert.Empty(_channel.Asked);
    }

    [Fact]
    public async Task One_of_several_is_meant_by_its_channel()
    {
        var one = await _channel.OpenAsync("/etc/one.toml");
        await _channel.OpenAsync("/etc/two.toml");

        Assert.Equal(0, await _pingap.RunAsync("confirm", "--control", one));
    }

    [Fact]
    public async Task What_a_killed_proxy_has_left_behind_does_not_count()
    {
        LeaveBehind(Path.Combine(_channel.Root, "killed"));
        await _channel.OpenAsync();

        Assert.Equal(0, await _pingap.RunAsync("confirm"));
    }

    [Fact]
    public async Task A_channel_that_nobody_listens_at_exits_with_4()
    {
        LeaveBehind(Path.Combine(_channel.Root, "killed"));

        Assert.Equal(4, await _pingap.RunAsync("confirm", "--control", Path.Combine(_channel.Root, "killed", StateNames.Socket)));
        Assert.EndsWith(": no proxy listens there any more", _pingap.Error.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_is_not_there_exits_with_4()
    {
        Assert.Equal(4, await _pingap.RunAsync("confirm", "--control", Path.Combine(_channel.Root, "none.sock")));
        Assert.EndsWith(": there is no such socket", _pingap.Error.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_whose_path_no_socket_can_have_exits_with_4()
    {
        Assert.Equal(4, await _pingap.RunAsync("confirm", "--control", "/" + new string('x', 200)));
        Assert.EndsWith(": the path is too long for a socket", _pingap.Error.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_in_another_language_is_said()
    {
        var socket = await _channel.OpenAsync();
        _channel.Answer("/v1/config/confirm", 200, "<html>");

        Assert.Equal(4, await _pingap.RunAsync("confirm", "--control", socket));
        Assert.Contains("another language", _pingap.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_does_not_answer_is_said_to_run()
    {
        var socket = await _channel.OpenAsync();
        _channel.Answer("/v1/proxy", 504, """{"message": "late", "reason": null, "problems": []}""");

        Assert.Equal(4, await _pingap.RunAsync("confirm"));
        Assert.Equal($"a proxy runs, but does not answer; to wait for it longer, say: --control {socket}", _pingap.Error.Trim());
    }

    private static void LeaveBehind(string directory)
    {
        Directory.CreateDirectory(directory);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var path = Path.Combine(directory, StateNames.Socket);
        socket.Bind(new UnixDomainSocketEndPoint(path + ".1"));
        File.Move(path + ".1", path);
    }
}
