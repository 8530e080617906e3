using Pingap.Actors.Configuration;
using Pingap.Actors.Control.History;
using Pingap.Actors.Tests.Configuration.Reading;

namespace Pingap.Actors.Tests.Control.History;

/// <summary>What every history does; and what only the one on disk does.</summary>
public sealed class ConfigHistoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<SqliteConfigHistory> _open = [];

    public static TheoryData<bool> Stores => [true, false];

    public void Dispose()
    {
        foreach (var history in _open) history.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task An_empty_history_has_no_version(bool onDisk)
    {
        var history = Open(onDisk);
        Assert.Null(await history.StandingAsync(default));
        Assert.Null(await history.FindAsync(1, default));
        Assert.Empty(await history.ListAsync(default));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_version_comes_back_as_it_was(bool onDisk)
    {
        var history = Open(onDisk);
        var version = Version(1);
        await history.AddAsync(version, new Standing(1, 1, "abc", FollowsSource: true, ""), default);
        Assert.Equal(version, await history.FindAsync(1, default));
        Assert.Equal(version with { Documents = [] }, Assert.Single(await history.ListAsync(default)));
        Assert.Equal(new Standing(1, 1, "abc", FollowsSource: true, ""), await history.StandingAsync(default));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task The_oldest_are_forgotten_but_never_one_that_holds(bool onDisk)
    {
        var history = Open(onDisk, bound: 3);
        for (var number = 1; number <= 6; number++) await history.AddAsync(Version(number), new Standing(number, 1, "", FollowsSource: true, ""), default);
        Assert.Equal([1, 4, 5, 6], (await history.ListAsync(default)).Select(version => version.Number));
    }

    [Fact]
    public async Task Another_process_reads_what_one_that_was_killed_has_written()
    {
        await Open(onDisk: true).AddAsync(Version(1), new Standing(1, 1, "seen", FollowsSource: true, ""), default);
        Assert.Equal(Version(1), await Open(onDisk: true).FindAsync(1, default));
    }

    [Fact]
    public async Task A_file_that_is_no_history_is_set_aside_whole()
    {
        var text = string.Concat(Enumerable.Repeat("this is no database. ", 100));
        _folder.Write("history.db", text);
        var broken = await Assert.ThrowsAsync<HistoryDamagedException>(() => Open(onDisk: true).StandingAsync(default));
        Assert.StartsWith(_folder.Path("history.db"), broken.Message, StringComparison.Ordinal);
        var aside = Assert.Single(Directory.GetFiles(_folder.Path(""), "history.db.damaged-*"));
        Assert.Equal(text, await File.ReadAllTextAsync(aside));
        Assert.Contains(aside, broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_damage_versions_are_kept_in_a_new_history()
    {
        await Open(onDisk: true).AddAsync(Version(1), Holding(1), default);
        _open[0].Dispose();
        Damage(_folder.Path("history.db"));
        List<string> told = [];
        var history = new LastingHistory(Open(onDisk: true)) { Failed = broken => told.Add(broken.Message) };
        Assert.Null(await history.StandingAsync(default));
        await history.AddAsync(Version(2), Holding(2), default);
        Assert.Single(told);
        _open[1].Dispose();
        Assert.Equal([2], (await Open(onDisk: true).ListAsync(default)).Select(version => version.Number));
    }

    [Fact]
    public async Task Damage_while_it_runs_costs_what_was_written_and_nothing_else()
    {
        List<string> told = [];
        var store = Open(onDisk: true);
        var history = new LastingHistory(store) { Failed = broken => told.Add(broken.Message) };
        await history.AddAsync(Version(1), Holding(1), default);
        _open[0].Dispose();
        Damage(_folder.Path("history.db"));
        await history.AddAsync(Version(2), Holding(2), default);
        Assert.Single(told);
        Assert.Equal([2], (await store.ListAsync(default)).Select(version => version.Number));
        Assert.Equal(Holding(2), await store.StandingAsync(default));
    }

    [Fact]
    public async Task A_history_that_was_out_of_reach_is_opened_when_it_is_back()
    {
        var history = new SqliteConfigHistory(_folder.Path("later/history.db"));
        _open.Add(history);
        await Assert.ThrowsAsync<IOException>(() => history.AddAsync(Version(1), new Standing(1, 1, "", FollowsSource: true, ""), default));
        Directory.CreateDirectory(_folder.Path("later"));
        await history.AddAsync(Version(1), new Standing(1, 1, "", FollowsSource: true, ""), default);
        Assert.NotNull(await history.FindAsync(1, default));
    }

    private static Standing Holding(long version) => new(version, version, "", FollowsSource: true, "");

    private static void Damage(string file)
    {
        using var damaged = File.OpenWrite(file);
        damaged.Write(new byte[64]);
    }

    private IConfigHistory Open(bool onDisk, int bound = 100)
    {
        if (!onDisk) return new MemoryConfigHistory(bound);
        var history = new SqliteConfigHistory(_folder.Path("history.db"), bound);
        _open.Add(history);
        return history;
    }

    private static ConfigVersion Version(long number) => new(
        number,
        DateTimeOffset.UnixEpoch.AddSeconds(number),
        new VersionOrigin(ChangeCause.HandedOver, "new.toml", "root"),
        "+upstreams.a",
        [new ConfigDocument("a.toml", "[upstreams.a]\n# é\n"), new ConfigDocument("b.toml", "")]);
}
