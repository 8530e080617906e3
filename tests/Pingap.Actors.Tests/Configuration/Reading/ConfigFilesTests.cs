using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;
using Pingap.Actors.Configuration.Comparing;

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

    [Fact]
    public async Task A_file_of_another_language_is_a_problem()
    {
        _folder.Write("pingap.hcl", "");
        await Fails("pingap.hcl", "pingap.hcl:1:1: error: only TOML is read; convert the file to it");
    }

    [Fact]
    public async Task An_address_of_a_service_is_no_path()
    {
        var reading = await ConfigFiles.ReadAsync("etcd://root:hunter2@h:2379/pingap?password=hunter2&timeout=1s", CancellationToken.None);
        Assert.Equal(
            "etcd://h:2379/pingap:1:1: error: etcd:// is no path; name a file or a folder, such as conf/pingap.toml", Assert.Single(reading.Problems).ToString());
    }

    [Fact]
    public async Task A_parameter_that_nobody_knows_is_a_problem()
    {
        _folder.Write("a.toml", "");
        var reading = await Read("a.toml?seperation=true&x");
        Assert.Equal(
            [
                "unknown parameter 'seperation'; did you mean separation? known are separation, enable_history",
                "unknown parameter 'x'; known are separation, enable_history",
            ],
            reading.Problems.Select(problem => problem.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?separation=false")]
    [InlineData("?separation=true&enable_history=true")]
    public async Task Every_layout_of_Pingap_says_the_same(string parameters)
    {
        const string Servers = "[servers.web]\naddr = \"127.0.0.1:0\"\nlocations = [\"l\"]\n";
        const string Locations = "[locations.l]\nupstream = \"u\"\n";
        const string Upstreams = "[upstreams.u]\naddrs = [\"127.0.0.1:1\"]\nincludes = [\"s\"]\n";
        const string Storages = "[storages.s]\ncategory = \"config\"\nvalue = \"\"\"\nread_timeout = \"7s\"\n\"\"\"\n";
        const string Plugins = "[plugins.zip]\ncategory = \"compression\"\n";
        const string Basic = "[basic]\nname = \"n\"\n";
        _folder.Write("one.toml", Basic + Servers + Locations + Upstreams + Storages + Plugins);
        foreach (var (name, text) in new[] { ("basic", Basic), ("servers", Servers), ("locations", Locations), ("upstreams", Upstreams), ("storages", Storages), ("plugins", Plugins), ("certificates", "") })
            _folder.Write($"category/{name}.toml", text);
        foreach (var (name, text) in new[] { ("basic", Basic), ("servers/web", Servers), ("locations/l", Locations), ("upstreams/u", Upstreams), ("storages/s", Storages), ("plugins/zip", Plugins) })
            _folder.Write($"item/{name}.toml", text);
        _folder.Write("item/upstreams/old.toml.bak", "broken");

        var one = await Config("one.toml");
        foreach (var folder in new[] { "category", "item" })
            Assert.Equal("nothing", ConfigChanges.Between(one, await Config(folder + parameters)).ToString());
        Assert.Equal(TimeSpan.FromSeconds(7), one.Upstreams[new("u")].Timeouts.Read);

        async Task<ProxyConfig> Config(string relative)
        {
            var files = await Read(relative);
            Assert.Empty(files.Problems);
            return ConfigReader.Read(files.Documents, ReadingOf.World()).Config!;
        }
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
