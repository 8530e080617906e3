using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Pingap.Actors.Control.Sources.Etcd;
using Pingap.Testing.EndToEnd;
using Pingap.Testing.Processes;

namespace Pingap.Actors.Tests.Control.Sources.Etcd;

/// <summary>Watches, against the real etcd.</summary>
public sealed class EtcdWatchTests : IAsyncLifetime
{
    private readonly SemaphoreSlim _changes = new(0);
    private EtcdServer _etcd = null!;

    public async Task InitializeAsync() => _etcd = await EtcdServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _etcd.DisposeAsync();
        _changes.Dispose();
    }

    [Fact]
    public async Task Values_stored_and_removed_are_noticed()
    {
        using var watch = await BegunAsync("/p");

        await _etcd.PutAsync("/p/a.toml", "a");
        await ChangedAsync();
        await _etcd.PutAsync("/p/a.toml", "b");
        await ChangedAsync();
        await _etcd.DeleteAsync("/p/a.toml");
        await ChangedAsync();
    }

    [Fact]
    public async Task A_transaction_is_one_change()
    {
        using var watch = await BegunAsync("/p");

        await _etcd.ChangeAsync(("/p/a.toml", "a"), ("/p/b.toml", "b"), ("/p/c.toml", "c"));
        await ChangedAsync();
        await FenceAsync();
    }

    [Fact]
    public async Task Keys_elsewhere_are_not_its_business()
    {
        using var watch = await BegunAsync("/p");

        await _etcd.ChangeAsync(("/p", "a"), ("/p2/a.toml", "a"), ("/p.toml", "a"));
        await FenceAsync();
    }

    [Fact]
    public async Task One_key_may_be_watched()
    {
        using var watch = await BegunAsync("/p/all.toml");

        await _etcd.PutAsync("/p/other.toml", "a");
        await _etcd.PutAsync("/p/all.toml", "a");
        await ChangedAsync();
        Assert.Equal(0, _changes.CurrentCount);
    }

    [Fact]
    public async Task Loss_and_return_of_etcd_are_changes_and_what_comes_after_is_noticed_again()
    {
        using var watch = await BegunAsync("/p");

        await _etcd.KillAsync();
        await ChangedAsync();
        await _etcd.StartAgainAsync();
        await ChangedAsync();
        await _etcd.PutAsync("/p/a.toml", "b");
        await ChangedAsync();
    }

    [Fact]
    public async Task What_was_changed_and_compacted_while_nobody_watched_is_found_by_whoever_reads_at_its_call()
    {
        await _etcd.PutAsync("/p/a.toml", "old");
        using var source = new EtcdConfigSource(EtcdFixture.AddressOf(_etcd, "/p"));
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watch = source.Watch(ReadSoon);
        await _etcd.KillAsync();
        await ChangedAsync();

        // Changed at the first moment, before the watch can be back, and with the revisions forgotten that it would need to catch up.
        await _etcd.StartAgainAsync();
        for (var i = 0; i < 10; i++) await _etcd.PutAsync("/p/a.toml", $"new {i}");
        await _etcd.CompactAsync();

        await read.Task.WaitAsync(EtcdFixture.Deadline);

        async void ReadSoon()
        {
            var reading = await source.ReadAsync(CancellationToken.None);
            if (reading.Documents is [{ Text: "new 9" }]) read.TrySetResult();
            _changes.Release();
        }
    }

    [Fact]
    public async Task An_etcd_that_begins_anew_at_an_older_revision_is_watched_like_any_other()
    {
        for (var i = 0; i < 20; i++) await _etcd.PutAsync("/p/a.toml", "a");
        using var watch = await BegunAsync("/p");

        await _etcd.KillAsync();
        await ChangedAsync();
        await _etcd.StartEmptyAsync();
        await ChangedAsync();
        await _etcd.PutAsync("/p/a.toml", "b");
        await ChangedAsync();
    }

    [Fact]
    public async Task An_endpoint_that_is_closed_or_silent_is_passed_over()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var watch = Watch($"etcd://127.0.0.1:{FreePort.Next()},{silent.LocalEndpoint},127.0.0.1:{_etcd.Port}/p?timeout=1s&connect_timeout=1s");

        await ChangedAsync();
        await _etcd.PutAsync("/p/a.toml", "a");
        await ChangedAsync();
    }

    [Fact]
    public async Task While_etcd_is_away_it_says_so_once_and_comes_back_ever_more_rarely()
    {
        // It takes connections and says nothing: each try ends after the timeouts, and is one connection.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var watch = Watch($"etcd://{silent.LocalEndpoint}/p?timeout=100ms&connect_timeout=100ms");
        var tries = new List<(TcpClient Connection, long At)>();
        while (tries.Count < 4)
            tries.Add((await silent.AcceptTcpClientAsync().WaitAsync(EtcdFixture.Deadline), Stopwatch.GetTimestamp()));
        tries.ForEach(one => one.Connection.Dispose());

        await ChangedAsync();
        Assert.Equal(0, _changes.CurrentCount);
        Assert.True(Stopwatch.GetElapsedTime(tries[0].At, tries[3].At) > EtcdBackoff.First * (1 + 2 + 4) / 2, "three waits, each at least half of what it may be");
    }

    [Fact]
    public async Task Disposed_it_ends_at_once_and_leaves_nothing()
    {
        var watch = await BegunAsync("/p");
        watch.Dispose();
        watch.Dispose();
        await watch.Ended.WaitAsync(EtcdFixture.Deadline);
    }

    [Fact]
    public async Task Disposed_while_etcd_is_away_it_ends_at_once()
    {
        var watch = Watch($"etcd://127.0.0.1:{FreePort.Next()}/p");
        await ChangedAsync();
        watch.Dispose();
        await watch.Ended.WaitAsync(EtcdFixture.Deadline);
    }

    private EtcdWatch Watch(string address) => new(EtcdFixture.Address(address), () => _changes.Release());

    /// <summary>One that watches already.</summary>
    private async Task<EtcdWatch> BegunAsync(string path)
    {
        var watch = Watch($"etcd://127.0.0.1:{_etcd.Port}{path}");
        await ChangedAsync();
        return watch;
    }

    private async Task ChangedAsync() => Assert.True(await _changes.WaitAsync(EtcdFixture.Deadline), "no change was noticed");

    /// <summary>Events come in order: when this change is the next that is noticed, there was no other.</summary>
    private async Task FenceAsync()
    {
        Assert.Equal(0, _changes.CurrentCount);
        await _etcd.PutAsync("/p/fence.toml", "");
        await ChangedAsync();
        Assert.Equal(0, _changes.CurrentCount);
    }
}
