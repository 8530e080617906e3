using Pingap.Actors.Discovery;
using Pingap.Actors.Discovery.Files;

namespace Pingap.Actors.Tests.Discovery.Files;

public sealed class FileDiscoveryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pingap-backends-");

    private string Backends => Path.Combine(_folder.FullName, "backends.txt");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Every_line_is_a_backend()
    {
        await WriteAsync("# ours\n10.0.0.1:8001 3\n\n api.example # by name\r\n[::1]:8002\n");
        Assert.Equal("10.0.0.1:8001 3, api.example:80 1, [::1]:8002 1", Ask.Shown(await ReadAsync()));
    }

    [Theory]
    [InlineData("10.0.0.1\n10.0.0.2:x\n", "line 2: '10.0.0.2:x' has a port that is not a number from 0 to 65535")]
    [InlineData("10.0.0.1 -1", "line 1: weight is -1; use 0 to 65535")]
    [InlineData("10.0.0.1\n\n10.0.0.1:80", "line 3: '10.0.0.1:80' is the same backend as line 1; remove one of them")]
    [InlineData("# nothing\n", "there is no backend in it; write one host:port a line")]
    [InlineData("", "the file is empty; write one host:port a line")]
    public async Task A_file_that_is_wrong_counts_for_nothing_and_says_which_line(string text, string wrong)
    {
        await WriteAsync(text);
        Assert.Equal($"Failed: {wrong}", Ask.Shown(await ReadAsync()));
    }

    [Fact]
    public async Task A_file_that_is_missing_or_no_text_counts_for_nothing()
    {
        Assert.Equal("Failed: there is no such file; make it, with one host:port a line", Ask.Shown(await ReadAsync()));
        await File.WriteAllBytesAsync(Backends, [0xFF, 0xFE, 0x31]);
        Assert.StartsWith("Failed: ", Ask.Shown(await ReadAsync()));
    }

    [Fact]
    public async Task A_file_that_changes_says_so()
    {
        await WriteAsync("10.0.0.1\n");
        using var changes = new SemaphoreSlim(0);
        using var discovery = new FileDiscovery(Ask.Files(Backends));
        using var watch = discovery.Watch(() => changes.Release());
        await WriteAsync("10.0.0.2\n");
        Assert.True(await changes.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void A_folder_that_is_missing_cannot_be_watched()
    {
        using var discovery = new FileDiscovery(Ask.Files(Path.Combine(_folder.FullName, "missing", "backends.txt")));
        Assert.ThrowsAny<IOException>(() => discovery.Watch(() => { }));
    }

    private Task WriteAsync(string text) => File.WriteAllTextAsync(Backends, text);

    private async Task<EntryReading> ReadAsync()
    {
        using var discovery = new FileDiscovery(Ask.Files(Backends));
        return (await discovery.ReadAsync(default)).Entries.Single();
    }
}
