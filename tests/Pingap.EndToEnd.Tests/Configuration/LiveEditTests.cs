using Pingap.EndToEnd.Tests.Load;
using Pingap.Testing.EndToEnd;

namespace Pingap.EndToEnd.Tests.Configuration;

/// <summary>The file is edited while requests run.</summary>
[Collection(HeavyLoad.Name)]
public sealed class LiveEditTests : IAsyncLifetime
{
    private const int Clients = 8;
    private readonly HttpClient _client = new();
    private ExampleBackend _one = null!;
    private ExampleBackend _two = null!;

    public enum Editor
    {
        Rewrites,
        RenamesOver,
    }

    public async Task InitializeAsync()
    {
        _one = await ExampleBackend.StartAsync("one");
        _two = await ExampleBackend.StartAsync("two");
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Theory]
    [InlineData(Editor.Rewrites)]
    [InlineData(Editor.RenamesOver)]
    public async Task Locations_and_upstreams_are_added_changed_and_removed_with_no_failed_request(Editor editor)
    {
        var first = Config(Upstream("a", _one), Location("root", "/", "a"), Location("moving", "/moving", "a"));
        await using var pingap = ConfiguredPingap.Start(first);
        var proxy = await pingap.Process.WaitForListeningAsync();
        await pingap.AppliedAsync(1);
        await using var load = RequestLoad.Start(Clients, proxy, new Uri(proxy, "/moving"));
        await load.NextAsync(50);

        var version = 1;
        async Task<string> EditAsync(string config)
        {
            if (editor is Editor.Rewrites) pingap.File.Rewrite(config);
            else pingap.File.Replace(config);
            var changes = await pingap.AppliedAsync(++version);
            await load.NextAsync(50);
            return changes;
        }

        Assert.False(await IsServedByOtherAsync(proxy));
        Assert.Equal(
            "+locations.other +upstreams.b ~servers.http",
            await EditAsync(Config(Upstream("a", _one) + Upstream("b", _two), Location("root", "/", "a"), Location("moving", "/moving", "a"), Host("other", "b.test", "b"))));
        Assert.True(await IsServedByOtherAsync(proxy));

        Assert.Equal(
            "~locations.moving",
            await EditAsync(Config(Upstream("a", _one) + Upstream("b", _two), Location("root", "/", "a"), Location("moving", "/moving", "b"), Host("other", "b.test", "b"))));
        await load.NextAsync(50, answer => answer.Backend == "two");

        Assert.Equal(
            "~upstreams.b",
            await EditAsync(Config(Upstream("a", _one) + Upstream("b", _two, _one), Location("root", "/", "a"), Location("moving", "/moving", "b"), Host("other", "b.test", "b"))));

        // Everything goes that requests use at this very moment, but for the way to /.
        Assert.Equal(
            "-locations.moving -locations.other -upstreams.a ~locations.root ~servers.http",
            Sorted(await EditAsync(Config(Upstream("b", _two, _one), Location("root", "/", "b")))));
        Assert.False(await IsServedByOtherAsync(proxy));

        var report = await load.StopAsync();
        Assert.Empty(report.Failed);
        Assert.Equal(Clients, report.Connections);
    }

    [Fact]
    public async Task A_broken_edit_changes_nothing_and_says_where_it_is_wrong_and_a_good_one_works_afterwards()
    {
        await using var pingap = ConfiguredPingap.Start(Config(Upstream("a", _one), Location("root", "/", "a")));
        var proxy = await pingap.Process.WaitForListeningAsync();
        await pingap.AppliedAsync(1);
        await using var load = RequestLoad.Start(Clients, proxy);

        pingap.File.Rewrite(Config(Upstream("b", _two), Location("root", "/", "b") + "max_retry = 3\n"));
        await pingap.SaysAsync($"error {pingap.File.Path}:5:1: locations.root.max_retry: unknown key; did you mean max_retries?");
        await pingap.SaysAsync("the configuration was not applied; version 1 goes on running");
        await load.NextAsync(200, answer => answer.Backend == "one");

        pingap.File.Rewrite("[upstreams.b\n");
        await pingap.SaysAsync($"error {pingap.File.Path}:1:13: ");
        await load.NextAsync(200, answer => answer.Backend == "one");

        pingap.File.Rewrite(Config(Upstream("b", _two), Location("root", "/", "b")));
        await pingap.AppliedAsync(2);
        await load.NextAsync(200, answer => answer.Backend == "two");

        Assert.Empty((await load.StopAsync()).Failed);
    }

    [Fact]
    public async Task A_file_that_is_taken_away_changes_nothing_and_is_taken_up_when_it_is_back()
    {
        var config = Config(Upstream("a", _one), Location("root", "/", "a"));
        await using var pingap = ConfiguredPingap.Start(config);
        var proxy = await pingap.Process.WaitForListeningAsync();
        await pingap.AppliedAsync(1);

        File.Delete(pingap.File.Path);
        await pingap.SaysAsync("there is no such file or folder");
        Assert.Equal("one", await BackendAsync(proxy));

        pingap.File.Replace(Config(Upstream("b", _two), Location("root", "/", "b")));
        await pingap.AppliedAsync(2);
        Assert.Equal("two", await BackendAsync(proxy));
    }

    private static string Sorted(string changes) => string.Join(' ', changes.Split(' ').Order(StringComparer.Ordinal));

    private static string Upstream(string name, params ExampleBackend[] backends) => $"""
        [upstreams.{name}]
        addrs = [{string.Join(", ", backends.Select(backend => $"\"{backend.Address}\""))}]

        """;

    private static string Location(string name, string path, string upstream) => $"""
        [locations.{name}]
        upstream = "{upstream}"{(path == "/" ? "" : $"\npath = \"{path}\"")}

        """;

    private static string Host(string name, string host, string upstream) => $$"""
        [locations.{{name}}]
        upstream = "{{upstream}}"
        host = "{{host}}"
        headers_set = { X-Location = "other" }

        """;

    private static string Config(string upstreams, params string[] locations) => $"""
        {upstreams}{string.Concat(locations)}
        [servers.http]
        addr = "127.0.0.1:0"
        locations = [{string.Join(", ", locations.Select(location => $"\"{location[(location.IndexOf('.') + 1)..location.IndexOf(']')]}\""))}]
        """;

    private async Task<bool> IsServedByOtherAsync(Uri proxy)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, proxy) { Headers = { Host = "b.test" } };
        using var answer = await _client.SendAsync(request);
        return answer.Headers.Contains("X-Location");
    }

    private async Task<string> BackendAsync(Uri proxy)
    {
        using var answer = await _client.GetAsync(proxy);
        return answer.Headers.GetValues(ExampleBackend.NameField).Single();
    }
}
