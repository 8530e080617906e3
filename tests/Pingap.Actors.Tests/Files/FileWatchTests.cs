using System.Runtime.InteropServices;
using Pingap.Actors.Files;

namespace Pingap.Actors.Tests.Files;

public sealed class FileWatchTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pingap-watch-");
    private readonly SemaphoreSlim _changes = new(0);
    private readonly SemaphoreSlim _others = new(0);

    public void Dispose()
    {
        _directory.Delete(recursive: true);
        _changes.Dispose();
        _others.Dispose();
    }

    [Fact]
    public async Task A_file_that_is_written_is_noticed()
    {
        using var watch = Watch("a.toml");
        await File.WriteAllTextAsync(PathOf("a.toml"), "x = 1");
        Assert.True(await _changes.WaitAsync(Deadline));
    }

    [Fact]
    public async Task A_file_that_is_replaced_as_editors_do_is_noticed()
    {
        await File.WriteAllTextAsync(PathOf("a.toml"), "x = 1");
        await File.WriteAllTextAsync(PathOf("new"), "x = 2");
        using var watch = Watch("a.toml");
        File.Move(PathOf("new"), PathOf("a.toml"), overwrite: true);
        Assert.True(await _changes.WaitAsync(Deadline));
    }

    [Fact]
    public async Task A_symbolic_link_that_is_swapped_as_config_maps_do_is_noticed()
    {
        Directory.CreateDirectory(PathOf("..1"));
        Directory.CreateDirectory(PathOf("..2"));
        Directory.CreateSymbolicLink(PathOf("..data"), PathOf("..1"));
        Directory.CreateSymbolicLink(PathOf("..data_tmp"), PathOf("..2"));
        using var watch = Watch("a.toml");
        Assert.Equal(0, Rename(PathOf("..data_tmp"), PathOf("..data")));
        Assert.True(await _changes.WaitAsync(Deadline));
    }

    [Fact]
    public async Task Files_below_a_directory_are_noticed()
    {
        Directory.CreateDirectory(PathOf("upstreams"));
        using var watch = Watch("");
        await File.WriteAllTextAsync(PathOf("upstreams/api.toml"), "x = 1");
        Assert.True(await _changes.WaitAsync(Deadline));
    }

    [Fact]
    public async Task Other_files_beside_it_are_not_its_business()
    {
        using var watch = Watch("a.toml");
        using var all = new FileWatch(_directory.FullName, () => _others.Release());
        await File.WriteAllTextAsync(PathOf("b.toml"), "x = 1");
        Assert.True(await _others.WaitAsync(Deadline)); // the system has told of b.toml
        Assert.Equal(0, _changes.CurrentCount);
    }

    [Fact]
    public void Without_the_directory_there_is_nothing_to_watch() =>
        Assert.ThrowsAny<IOException>(() => new FileWatch(PathOf("missing/a.toml"), () => { }));

    // File.Move follows the link that it is to move.
    [DllImport("libc", EntryPoint = "rename", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Rename(string from, string to);

    private FileWatch Watch(string name) => new(PathOf(name), () => _changes.Release());

    private string PathOf(string name) => Path.Combine(_directory.FullName, name);
}
