using System.Diagnostics;
using System.Runtime.Versioning;
using Pingap.Testing.EndToEnd;
using Pingap.Testing.Processes;

namespace Pingap.EndToEnd.Tests.Control;

/// <summary>Where the channel is, who may use it, and what a proxy does without one.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ChannelTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("pingap-state-");

    public void Dispose() => _state.Delete(recursive: true);

    [Fact]
    public async Task Directory_and_socket_are_for_the_owner_alone_and_the_socket_goes_with_the_proxy()
    {
        await using var proxy = await SteeredProxy.StartAsync("/a");
        Assert.Equal(Owner, File.GetUnixFileMode(proxy.Socket));
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(proxy.Socket)!));

        proxy.Process.Send(ProcessSignal.Terminate);

        Assert.Equal(0, await proxy.Process.WaitForExitAsync());
        Assert.False(File.Exists(proxy.Socket));
    }

    [Fact]
    public async Task Curl_reads_the_history()
    {
        await using var proxy = await SteeredProxy.StartAsync("/a");

        var (exit, output) = await ShellAsync("curl", "-s", "--unix-socket", proxy.Socket, "http://pingap/v1/config/history");

        Assert.Equal(0, exit);
        Assert.Contains("\"changes\": \"+locations.a +servers.http +upstreams.nowhere\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Curl_reads_which_proxy_it_is()
    {
        await using var proxy = await SteeredProxy.StartAsync("/a");
        (await proxy.SayAsync("apply", "-c", proxy.Beside(SteeredProxy.Config("/b")))).Well();

        var (_, output) = await ShellAsync("curl", "-s", "--unix-socket", proxy.Socket, "http://pingap/v1/proxy");

        Assert.Contains($"\"source\": \"{proxy.File.Path}\"", output, StringComparison.Ordinal);
        Assert.Contains("\"running\": 2", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_hangs_is_said_to_run()
    {
        await using var proxy = await SteeredProxy.StartAsync("/a");
        var (stopped, _) = await ShellAsync("kill", "-STOP", $"{proxy.Process.Id}");

        var said = await proxy.SayAsync("history");

        await ShellAsync("kill", "-CONT", $"{proxy.Process.Id}");
        Assert.Equal((0, 4), (stopped, said.Exit));
        Assert.Contains($"--control {proxy.Socket}", said.Error, StringComparison.Ordinal);
    }

    // Only root can become somebody else; for other users the rule itself is tested in ControlPeerTests.
    [Fact]
    public async Task Another_user_is_refused_even_if_the_modes_are_loosened()
    {
        if (!Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/setpriv")) return;
        await using var proxy = await SteeredProxy.StartAsync("/a");
        string[] asNobody = ["--reuid=65534", "--regid=65534", "--clear-groups", "curl", "-s", "--unix-socket", proxy.Socket, "http://pingap/v1/proxy"];

        // curl: 7 is "cannot connect", 52 an empty answer, 56 a connection that was reset.
        Assert.Equal(7, (await ShellAsync("setpriv", asNobody)).Exit);
        for (var folder = new FileInfo(proxy.Socket).Directory!; folder.FullName != Path.GetTempPath().TrimEnd('/'); folder = folder.Parent!)
            folder.UnixFileMode |= UnixFileMode.OtherExecute | UnixFileMode.OtherRead;
        File.SetUnixFileMode(proxy.Socket, (UnixFileMode)0b110_110_110);

        Assert.Contains((await ShellAsync("setpriv", asNobody)).Exit, new[] { 52, 56 });
        await proxy.SaysAsync("was refused at the control channel");
    }

    [Fact]
    public async Task Two_proxies_are_listed_and_one_is_named_by_its_channel()
    {
        using var one = new ConfigFile(SteeredProxy.Config("/one"));
        using var two = new ConfigFile(SteeredProxy.Config("/two"));
        await using var first = await SteeredProxy.StartAsync(one, _state.FullName);
        await using var second = await SteeredProxy.StartAsync(two, _state.FullName);

        var unclear = await first.SayAsync("history");
        var clear = await first.SayAsync("history", "--control", second.Socket);

        Assert.Equal(2, unclear.Exit);
        Assert.Contains($"  {one.Path} (pid {first.Process.Id}): --control {first.Socket}", unclear.Error, StringComparison.Ordinal);
        Assert.Contains($"  {two.Path} (pid {second.Process.Id}): --control {second.Socket}", unclear.Error, StringComparison.Ordinal);
        Assert.Contains("+locations.two", clear.Well().Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task None_exits_with_4()
    {
        var nobody = await new Operator(_state.FullName).SayAsync("history");

        Assert.Equal(4, nobody.Exit);
        Assert.StartsWith($"no proxy runs with the state directory {_state.FullName}", nobody.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_proxy_of_a_configuration_runs_without_history_and_channel_and_leaves_those_of_the_first_alone()
    {
        using var file = new ConfigFile(SteeredProxy.Config("/a"));
        await using var first = await SteeredProxy.StartAsync(file, _state.FullName);

        await using var second = Run(file.Path, _state.FullName);

        await second.WaitForLineAsync(line => line.Contains("warn", StringComparison.Ordinal) && line.Contains("another proxy runs by", StringComparison.Ordinal));
        await second.WaitForListeningAsync();
        (await first.SayAsync("history")).Well();
    }

    [Fact]
    public async Task A_state_directory_that_cannot_be_made_is_done_without()
    {
        using var file = new ConfigFile(SteeredProxy.Config("/a"));

        // Not even root can make a directory there.
        await using var proxy = Run(file.Path, "/proc/self/pingap");

        await proxy.WaitForLineAsync(line => line.Contains("cannot be used", StringComparison.Ordinal) && line.Contains("--state-dir", StringComparison.Ordinal));
        await proxy.WaitForListeningAsync();
    }

    [Fact]
    public async Task The_demonstration_can_be_steered_too_and_leaves_nothing_behind()
    {
        await using var demo = PingapProcess.Start(["run", "--demo", "--addr", "127.0.0.1:0"], new Dictionary<string, string?> { ["PINGAP_STATE_DIR"] = _state.FullName });
        await demo.WaitForLineAsync(line => line.Contains("control channel open", StringComparison.Ordinal));
        (await new Operator(_state.FullName).SayAsync("history")).Well();

        demo.Send(ProcessSignal.Terminate);

        Assert.Equal(0, await demo.WaitForExitAsync());
        Assert.Empty(_state.GetFileSystemInfos());
    }

    [Fact]
    public async Task A_source_that_is_gone_starts_with_what_was_good_last()
    {
        var file = new ConfigFile(SteeredProxy.Config("/a"));
        await using (var before = await SteeredProxy.StartAsync(file, _state.FullName))
        {
            before.Process.Send(ProcessSignal.Terminate);
            await before.Process.WaitForExitAsync();
        }

        file.Dispose();
        await using var proxy = await SteeredProxy.StartAsync(file, _state.FullName);

        await proxy.SaysAsync("cannot be reached, so the last good configuration is used");
        Assert.True(await proxy.ServesAsync("/a"));
    }

    [Fact]
    public async Task A_source_with_errors_starts_with_what_was_good_last_only_if_told_to()
    {
        using var file = new ConfigFile(SteeredProxy.Config("/a"));
        await using (var before = await SteeredProxy.StartAsync(file, _state.FullName))
        {
            before.Process.Send(ProcessSignal.Terminate);
            await before.Process.WaitForExitAsync();
        }

        file.Rewrite("[servers.http]\nadr = 1\n");
        await using var refused = Run(file.Path, _state.FullName);
        await using var told = Run(file.Path, _state.FullName, "--last-good");

        Assert.Equal(1, await refused.WaitForExitAsync());
        Assert.Contains($"{file.Path}:2:1: error: servers.http.adr", refused.Errors.ToString(), StringComparison.Ordinal);
        await told.WaitForLineAsync(line => line.Contains("has errors, so the last good configuration is used", StringComparison.Ordinal));
        await told.WaitForListeningAsync();
    }

    [Fact]
    public async Task A_source_that_never_was_there_is_refused_and_leaves_nothing_behind()
    {
        await using var proxy = Run(Path.Combine(_state.FullName, "none.toml"), _state.FullName);

        Assert.Equal(1, await proxy.WaitForExitAsync());
        Assert.Contains("none.toml:1:1: error: there is no such file", proxy.Errors.ToString(), StringComparison.Ordinal);
        Assert.Empty(_state.GetFileSystemInfos());
    }

    private static PingapProcess Run(string config, string stateDir, params string[] options) =>
        PingapProcess.Start(["run", "-c", config, .. options], new Dictionary<string, string?> { ["PINGAP_STATE_DIR"] = stateDir });

    private static async Task<(int Exit, string Output)> ShellAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
