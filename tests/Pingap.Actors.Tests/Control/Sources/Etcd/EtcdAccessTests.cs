using Pingap.Actors.Control.Sources;
using Pingap.Actors.Control.Sources.Etcd;
using Pingap.Testing.Processes;

namespace Pingap.Actors.Tests.Control.Sources.Etcd;

/// <summary>An etcd that wants to know who asks.</summary>
public sealed class EtcdAccessTests : IAsyncLifetime
{
    private const string Password = "s3cret";
    private readonly SemaphoreSlim _changes = new(0);
    private EtcdServer _etcd = null!;

    public async Task InitializeAsync()
    {
        _etcd = await EtcdServer.StartAsync();
        await _etcd.PutAsync("/p/a.toml", "a");
    }

    public async Task DisposeAsync()
    {
        await _etcd.DisposeAsync();
        _changes.Dispose();
    }

    [Fact]
    public async Task The_right_password_reads_and_watches()
    {
        await _etcd.EnableAuthenticationAsync(Password);
        using var source = Source($"?user=root&password={Password}");
        Assert.Single((await source.ReadAsync(CancellationToken.None)).Documents);

        using var watch = source.Watch(() => _changes.Release());
        Assert.True(await _changes.WaitAsync(EtcdFixture.Deadline));
        await _etcd.PutAsync("/p/a.toml", "b");
        Assert.True(await _changes.WaitAsync(EtcdFixture.Deadline));
    }

    [Fact]
    public async Task A_wrong_password_is_a_problem_that_does_not_show_it()
    {
        await _etcd.EnableAuthenticationAsync(Password);
        var said = await RefusalAsync("?user=root&password=wr0ng");
        Assert.Contains("it refuses user root with this password; correct user or password in the address", said, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_told_to_name_a_user()
    {
        await _etcd.EnableAuthenticationAsync(Password);
        Assert.Contains("it wants to know who asks; add ?user=…&password=… to the address", await RefusalAsync(""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_must_not_read_there_is_told_so()
    {
        await _etcd.EnableAuthenticationAsync(Password);
        await _etcd.AddUserAsync("guest", "x");
        Assert.Contains("user guest must not read below /p; grant a role that may read there", await RefusalAsync("?user=guest&password=x"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_etcd_that_does_not_ask_takes_any_user()
    {
        using var source = Source("?user=root&password=x");
        Assert.Single((await source.ReadAsync(CancellationToken.None)).Documents);
    }

    [Fact]
    public async Task A_proof_that_etcd_forgot_is_given_again()
    {
        await _etcd.EnableAuthenticationAsync(Password);
        using var source = Source($"?user=root&password={Password}");
        Assert.True((await source.ReadAsync(CancellationToken.None)).IsReachable);
        await _etcd.AddUserAsync("guest", "x"); // makes all proofs older than the users
        Assert.True((await source.ReadAsync(CancellationToken.None)).IsReachable);
        await _etcd.KillAsync();
        await _etcd.StartAgainAsync(); // proofs are kept in memory only
        Assert.True((await source.ReadAsync(CancellationToken.None)).IsReachable);
    }

    [Fact]
    public async Task An_etcd_that_begins_to_ask_is_told_the_password()
    {
        using var source = Source($"?user=root&password={Password}");
        Assert.True((await source.ReadAsync(CancellationToken.None)).IsReachable);
        await _etcd.EnableAuthenticationAsync(Password);
        var reading = await source.ReadAsync(CancellationToken.None);
        Assert.Equal([], reading.Problems);
        Assert.True(reading.IsReachable);
    }

    private async Task<string> RefusalAsync(string query)
    {
        using var source = Source(query);
        var reading = await source.ReadAsync(CancellationToken.None);
        Assert.False(reading.IsReachable);
        return Assert.Single(reading.Problems).ToString();
    }

    private EtcdConfigSource Source(string query) => new(EtcdFixture.AddressOf(_etcd, "/p" + query));
}
