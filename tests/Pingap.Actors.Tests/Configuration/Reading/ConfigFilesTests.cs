using Pingap.Actors.Configuration.Reading;

namespace Pingap.Actors.Tests.Configuration.Reading;

public sealed class ConfigFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_is_one_document()
    {
        _folder.Write("a.conf", "x = 1");
        var reading = await Read("a.conf");
        Assert.Equal((_folder.Path("a.conf"), "x = 1"), (reading.Documents[0].File, reading.Documents[0].Text));
    }

    [Fact]
    public async Task A_folder_is_every_TOML_file_below_it_in_ordinal_order()
    {
        foreach (var name in new[] { "b.toml", "a.toml", "upstreams/x.toml", "Z.toml", "note.txt", ".hidden.toml", "..data/a.toml" }) _folder.Write(name, "");
        var reading = await Read("");
        Assert.Equal(["Z.toml", "a.toml", "b.toml", "upstreams/x.toml"], reading.Documents.Select(document => Path.GetRelativePath(_folder.Root, document.File)));
        Assert.Empty(reading.Problems);
    }

    [Fact]
    public async Task A_missing_file_is_a_problem() => await Fails("nowhere.toml", "nowhere.toml:1:1: error: there is no such file or folder; name one with -c");

    [Fact]
    public async Task A_folder_without_files_is_a_problem()
    {
        _folder.Write("empty/note.txt", "");
        await Fails("empty", "empty:1:1: error: the folder has no file *.toml; add one, or name a file");
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_are_a_problem_with_their_place()
    {
        await File.WriteAllBytesAsync(_folder.Path("latin.toml"), "# ok\nname = \"caf\u00e9\""u8.ToArray()[..^3].Concat(new byte[] { 0xE9, 0x22 }).ToArray());
        await Fails("latin.toml", "latin.toml:2:12: error: the text is not UTF-8; save it as UTF-8");
    }

    [Fact]
    public async Task A_link_that_leads_around_in_a_circle_is_a_problem()
    {
        Directory.CreateSymbolicLink(_folder.Path("loop"), _folder.Root);
        var reading = await Read("");
        Assert.Contains("nested deeper", Assert.Single(reading.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    public async Task Text_that_is_no_path_is_a_problem(string path) => Assert.Single((await ConfigFiles.ReadAsync(path, CancellationToken.None)).Problems);

    private Task<ConfigFilesReading> Read(string relative) => ConfigFiles.ReadAsync(_folder.Path(relative), CancellationToken.None);

    private async Task Fails(string relative, string line)
    {
        var reading = await Read(relative);
        Assert.Equal([Path.Combine(_folder.Root, line)], reading.Problems.Select(problem => problem.ToString()));
    }
}
