using System.Net;
using System.Net.Sockets;
using Google.Protobuf;
using Pingap.Actors.Configuration;
using Pingap.Actors.Control.Sources;
using Pingap.Actors.Control.Sources.Etcd;
using Pingap.Testing.EndToEnd;
using Pingap.Testing.Processes;

namespace Pingap.Actors.Tests.Control.Sources.Etcd;

/// <summary>Readings, against the real etcd.</summary>
public sealed class EtcdConfigSourceTests(EtcdFixture fixture) : IClassFixture<EtcdFixture>
{
    private readonly EtcdServer _etcd = fixture.Etcd;

    [Fact]
    public async Task One_key_may_hold_everything()
    {
        await _etcd.PutAsync("/one/pingap.toml", "[basic]");
        Assert.Equal([new("etcd:/one/pingap.toml", "[basic]")], await DocumentsAsync("/one"));
        Assert.Equal([new("etcd:/one/pingap.toml", "[basic]")], await DocumentsAsync("/one/pingap.toml"));
    }

    [Fact]
    public async Task Keys_may_hold_a_category_or_an_item_each_and_come_in_their_order()
    {
        await _etcd.ChangeAsync(
            ("/many/upstreams/b.toml", "[upstreams.b]"),
            ("/many/basic.toml", "[basic]"),
            ("/many/upstreams/a.toml", "[upstreams.a]"),
            ("/many/locations.toml", "[locations.a]\n[locations.b]"));

        Assert.Equal(
            [
                new("etcd:/many/basic.toml", "[basic]"),
                new("etcd:/many/locations.toml", "[locations.a]\n[locations.b]"),
                new("etcd:/many/upstreams/a.toml", "[upstreams.a]"),
                new("etcd:/many/upstreams/b.toml", "[upstreams.b]"),
            ],
            await DocumentsAsync("/many"));
    }

    [Fact]
    public async Task Other_paths_and_earlier_values_are_not_its_business()
    {
        await _etcd.ChangeAsync(
            ("/mine/a.toml", "a"),
            ("/mine/a.toml-1717171717", "earlier"),
            ("/mine", "the path itself"),
            ("/mine2/b.toml", "b"),
            ("/mine.toml", "c"),
            ("/mine-history/a.toml", "d"));

        Assert.Equal([new("etcd:/mine/a.toml", "a")], await DocumentsAsync("/mine"));
    }

    [Fact]
    public async Task A_path_without_keys_is_as_good_as_no_source()
    {
        var reading = await ReadAsync("/nothing");
        Assert.False(reading.IsReachable);
        Assert.EndsWith("there is no key below /nothing/; put the configuration there, such as into /nothing/pingap.toml", Assert.Single(reading.Problems).Message);
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_as_good_as_no_source()
    {
        var reading = await ReadAsync("/nothing.toml");
        Assert.False(reading.IsReachable);
        Assert.EndsWith("there is no key /nothing.toml; put the configuration there", Assert.Single(reading.Problems).Message);
    }

    [Fact]
    public async Task A_value_that_is_not_text_is_a_problem_with_its_key()
    {
        await _etcd.PutAsync("/binary/a.toml", ByteString.CopyFrom(0xff, 0xfe));
        var reading = await ReadAsync("/binary");
        Assert.True(reading.IsReachable);
        Assert.Equal("etcd:/binary/a.toml:1:1: error: the value is not UTF-8; store it as UTF-8", Assert.Single(reading.Problems).ToString());
    }

    [Fact]
    public async Task A_thousand_keys_and_more_than_grpc_takes_by_default_are_one_reading()
    {
        var value = "# " + new string('x', 5_000);
        await Parallel.ForEachAsync(Enumerable.Range(0, 1_000), async (i, _) => await _etcd.PutAsync($"/big/locations/{i:0000}.toml", value));

        var documents = await DocumentsAsync("/big");

        Assert.Equal(1_000, documents.Count);
        Assert.Equal("etcd:/big/locations/0999.toml", documents[^1].File);
        Assert.True(documents.Sum(document => document.Text.Length) > 4 << 20);
    }

    [Fact]
    public async Task A_transaction_is_seen_as_a_whole_or_not_at_all()
    {
        string[] keys = ["/whole/a.toml", "/whole/m/b.toml", "/whole/z.toml"];
        await WriteAsync(0);
        using var source = Source("/whole");
        var writing = Task.Run(async () =>
        {
            for (var i = 1; i <= 200; i++) await WriteAsync(i);
        });
        var seen = new HashSet<string>();
        do
        {
            var reading = await source.ReadAsync(CancellationToken.None);
            seen.Add(Assert.Single(reading.Documents.Select(document => document.Text).Distinct()));
        }
        while (!writing.IsCompleted);

        await writing;
        Assert.True(seen.Count > 2, "there was nothing to mix");

        Task WriteAsync(int i) => _etcd.ChangeAsync([.. keys.Select(key => (key, (string?)$"# {i}"))]);
    }

    [Fact]
    public async Task An_endpoint_that_refuses_connections_is_passed_over()
    {
        await _etcd.PutAsync("/second/a.toml", "a");
        Assert.Single((await ReadAsync("/second", before: $"127.0.0.1:{FreePort.Next()},")).Documents);
    }

    [Fact]
    public async Task An_endpoint_that_does_not_answer_is_passed_over_after_the_timeout()
    {
        await _etcd.PutAsync("/silent/a.toml", "a");
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        Assert.Single((await ReadAsync("/silent", before: $"{silent.LocalEndpoint},", query: "?timeout=1s")).Documents);
    }

    [Fact]
    public async Task Without_any_endpoint_it_says_why_for_each_and_what_to_do()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var closed = FreePort.Next();
        using var source = new EtcdConfigSource(EtcdFixture.Address($"etcd://127.0.0.1:{closed},{silent.LocalEndpoint},no.such.host.invalid/p?timeout=1s"));

        var reading = await source.ReadAsync(CancellationToken.None);

        Assert.False(reading.IsReachable);
        Assert.Equal(
            $"error: etcd://127.0.0.1:{closed},{silent.LocalEndpoint},no.such.host.invalid:2379/p cannot be read: 127.0.0.1:{closed}: Connection refused; "
            + $"{silent.LocalEndpoint}: no answer within 1 s; no.such.host.invalid:2379: no such host; start etcd, or correct the address",
            Assert.Single(reading.Problems).ToString());
    }

    [Fact]
    public async Task What_is_no_etcd_is_unreachable_too()
    {
        await using var backend = await ExampleBackend.StartAsync("one");
        using var source = new EtcdConfigSource(EtcdFixture.Address($"etcd://{backend.Address}/p?timeout=5s"));
        Assert.False((await source.ReadAsync(CancellationToken.None)).IsReachable);
    }

    [Fact]
    public async Task A_reading_that_is_given_up_ends_at_once()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var source = new EtcdConfigSource(EtcdFixture.Address($"etcd://{silent.LocalEndpoint}/p?timeout=10m"));
        using var given = new CancellationTokenSource();
        var reading = source.ReadAsync(given.Token);
        using var connection = await silent.AcceptTcpClientAsync();
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(EtcdFixture.Deadline));
    }

    [Fact]
    public async Task An_etcd_that_was_lost_is_unreachable_and_is_read_again_when_it_is_back()
    {
        await using var etcd = await EtcdServer.StartAsync();
        await etcd.PutAsync("/p/a.toml", "a");
        using var source = new EtcdConfigSource(EtcdFixture.AddressOf(etcd, "/p"));
        Assert.True((await source.ReadAsync(CancellationToken.None)).IsReachable);

        await etcd.KillAsync();
        Assert.False((await source.ReadAsync(CancellationToken.None)).IsReachable);
        Assert.False((await source.ReadAsync(CancellationToken.None)).IsReachable);

        await etcd.StartAgainAsync();
        Assert.Equal(SourceReading.Whole([new ConfigDocument("etcd:/p/a.toml", "a")]), await source.ReadAsync(CancellationToken.None));
    }

    private async Task<SourceReading> ReadAsync(string path, string query = "", string before = "")
    {
        using var source = new EtcdConfigSource(EtcdFixture.Address($"etcd://{before}127.0.0.1:{_etcd.Port}{path}{query}"));
        return await source.ReadAsync(CancellationToken.None);
    }

    private async Task<ValueList<ConfigDocument>> DocumentsAsync(string path)
    {
        var reading = await ReadAsync(path);
        Assert.Empty(reading.Problems);
        Assert.True(reading.IsReachable);
        return reading.Documents;
    }

    private EtcdConfigSource Source(string path) => new(EtcdFixture.AddressOf(_etcd, path));
}
