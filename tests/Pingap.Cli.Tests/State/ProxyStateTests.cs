using System.Runtime.Versioning;
using Pingap.Actors.Configuration;
using Pingap.Actors.Control.History;
using Pingap.Cli.Sources;
using Pingap.Cli.State;

namespace Pingap.Cli.Tests.State;

[UnsupportedOSPlatform("windows")]
public sealed class ProxyStateTests : IDisposable
{
    private static readonly ConfigOrigin Source = new ConfigOrigin.Files("/etc/pingap/pingap.toml");
    private static readonly ConfigOrigin Demo = new ConfigOrigin.Options(new ConfigDocument("--demo", ""));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pingap-");

    private string Root => Path.Combine(_folder.FullName, "state");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_source_has_a_history_and_a_channel_that_others_cannot_reach()
    {
        using var state = ProxyState.Open(Root, Source, mayBegin: true);

        Assert.Empty(state.Warnings);
        var directory = Path.GetDirectoryName(state.ControlSocket)!;
        Assert.Equal(Path.Combine(directory, "history.db"), state.HistoryFile);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Root));
    }

    [Fact]
    public void A_directory_that_others_could_reach_is_closed()
    {
        string directory;
        using (var before = ProxyState.Open(Root, Source, mayBegin: true)) directory = Path.GetDirectoryName(before.ControlSocket)!;
        File.SetUnixFileMode(directory, (UnixFileMode)0b111_111_111);

        using var state = ProxyState.Open(Root, Source, mayBegin: true);

        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(directory));
    }

    [Theory]
    [InlineData("history.db")]
    [InlineData("lock")]
    public void Files_are_for_the_owner_alone_from_the_beginning_and_even_if_they_were_not(string name)
    {
        string file;
        using (var before = ProxyState.Open(Root, Source, mayBegin: true)) file = Path.Combine(Path.GetDirectoryName(before.ControlSocket)!, name);
        Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(file));
        File.SetUnixFileMode(file, (UnixFileMode)0b110_110_110);

        using var state = ProxyState.Open(Root, Source, mayBegin: true);

        Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task History_and_its_journal_stay_with_the_owner_while_they_are_written()
    {
        using var state = ProxyState.Open(Root, Source, mayBegin: true);
        using var history = new SqliteConfigHistory(state.HistoryFile!);

        Assert.Empty(await history.ListAsync(CancellationToken.None));

        Assert.All(
            Directory.GetFiles(Path.GetDirectoryName(state.HistoryFile)!), file => Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void A_symbolic_link_is_done_without_and_what_it_leads_to_is_left_alone()
    {
        var elsewhere = _folder.CreateSubdirectory("elsewhere");
        elsewhere.UnixFileMode = (UnixFileMode)0b111_101_101;
        Directory.CreateDirectory(Root);
        Directory.CreateSymbolicLink(Path.Combine(Root, StateNames.OfSource(Source.Identity!)), elsewhere.FullName);

        using var state = ProxyState.Open(Root, Source, mayBegin: true);

        Assert.Equal((null, null), (state.HistoryFile, state.ControlSocket));
        Assert.Contains("it is a symbolic link", Assert.Single(state.Warnings), StringComparison.Ordinal);
        Assert.Empty(elsewhere.GetFileSystemInfos());
        Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(elsewhere.FullName));
    }

    [Fact]
    public void A_root_that_is_there_keeps_its_mode()
    {
        Directory.CreateDirectory(Root);
        File.SetUnixFileMode(Root, (UnixFileMode)0b111_101_101);

        using var state = ProxyState.Open(Root, Source, mayBegin: true);

        Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(Root));
    }

    [Fact]
    public void The_next_run_of_a_source_finds_the_same_directory()
    {
        using var first = ProxyState.Open(Root, Source, mayBegin: true);
        first.Dispose();

        using var second = ProxyState.Open(Root, new ConfigOrigin.Files("/etc/pingap/../pingap/pingap.toml"), mayBegin: true);

        Assert.Equal(first.HistoryFile, second.HistoryFile);
    }

    [Fact]
    public void A_second_proxy_of_a_source_goes_without_and_says_so()
    {
        using var first = ProxyState.Open(Root, Source, mayBegin: true);
        using var second = ProxyState.Open(Root, Source, mayBegin: true);

        Assert.Equal((null, null), (second.HistoryFile, second.ControlSocket));
        Assert.Contains("another proxy runs by /etc/pingap/pingap.toml", Assert.Single(second.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_done_without()
    {
        File.WriteAllText(Root, "a file");

        using var state = ProxyState.Open(Root, Source, mayBegin: true);

        Assert.Equal((null, null), (state.HistoryFile, state.ControlSocket));
        Assert.Contains("--state-dir", Assert.Single(state.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_too_long_for_a_socket_leaves_the_history()
    {
        using var state = ProxyState.Open(Path.Combine(Root, new string('x', 100)), Source, mayBegin: true);

        Assert.NotNull(state.HistoryFile);
        Assert.Null(state.ControlSocket);
        Assert.Contains("--state-dir", Assert.Single(state.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_that_cannot_be_read_and_never_ran_leaves_nothing_behind()
    {
        using var state = ProxyState.Open(Root, Source, mayBegin: false);

        Assert.False(Directory.Exists(Root));
        Assert.Empty(state.Warnings);
    }

    [Fact]
    public void A_source_that_cannot_be_read_but_ran_before_has_its_history()
    {
        ProxyState.Open(Root, Source, mayBegin: true).Dispose();

        using var state = ProxyState.Open(Root, Source, mayBegin: false);

        Assert.NotNull(state.HistoryFile);
    }

    [Fact]
    public void What_has_no_place_of_its_own_leaves_nothing_behind()
    {
        string directory;
        using (var state = ProxyState.Open(Root, Demo, mayBegin: true))
        {
            Assert.Null(state.HistoryFile);
            directory = Path.GetDirectoryName(state.ControlSocket)!;
            Assert.EndsWith($"process-{Environment.ProcessId}", directory, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(directory));
    }

    [Fact]
    public void What_dead_processes_have_left_is_swept_and_nothing_else()
    {
        // No process has a number beyond the largest that the system gives.
        var dead = Directory.CreateDirectory(Path.Combine(Root, "process-2147483000"));
        File.WriteAllText(Path.Combine(dead.FullName, "lock"), "");
        var alive = Directory.CreateDirectory(Path.Combine(Root, "process-1"));
        var other = Directory.CreateDirectory(Path.Combine(Root, "pingap.toml-0123456789"));

        using var state = ProxyState.Open(Root, Demo, mayBegin: true);

        Assert.Equal((false, true, true), (Directory.Exists(dead.FullName), Directory.Exists(alive.FullName), Directory.Exists(other.FullName)));
    }
}
