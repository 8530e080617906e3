using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Comparing;
using Pingap.Actors.Control;
using Pingap.Cli.Tests.Control;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Tests.Commands;

public sealed class PlanCommandTests : IAsyncLifetime
{
    private const string Text = "[upstreams.api]\naddrs = [\"b\"]\n";

    private static readonly PlanAnswer Plan = new(
        3,
        [
            new(ChangeKind.Changed, "upstreams.api", [new("addrs", "[\"a\"]", "[\"b\"]"), new("weight", null, "2"), new("alpn", "\"h2\"", null)], "starts b"),
            new(ChangeKind.Added, "upstreams.b", [new("addrs", null, "[\"c\"]")], "starts with c"),
            new(ChangeKind.Removed, "servers.old", [new("addr", "\"x\"", null)], "stops listening"),
            new(ChangeKind.Changed, "certificates.main", [], "from the next TLS handshake on"),
        ],
        ["basic", "upstreams.c", "locations.a", "locations.b"],
        []);

    private readonly FakeChannel _channel = new();
    private readonly CommandLine _pingap;

    public PlanCommandTests() => _pingap = new CommandLine { StateDir = _channel.Root };

    public async Task InitializeAsync() => await _channel.OpenAsync();

    public async Task DisposeAsync() => await _channel.DisposeAsync();

    [Fact]
    public async Task Entities_keys_and_effects_are_shown_then_what_keeps_running_then_a_summary()
    {
        _channel.Answer("/v1/config/plan", Plan, ControlJson.Wire.PlanAnswer);

        Assert.Equal(0, await _pingap.RunAsync("plan", "-c", _channel.Write("new.toml", Text)));

        Assert.Equal(
            """
            ~ upstreams.api
                addrs: ["a"] → ["b"]
                weight: not set → 2
                alpn: "h2" → not set
                starts b
            + upstreams.b
                addrs: ["c"]
                starts with c
            - servers.old
                addr: "x"
                stops listening
            ~ certificates.main
                written as before; what it refers to differs: a file, an environment variable or an included fragment
                from the next TLS handshake on
            keeps running: basic, 1 upstream, 2 locations
            1 to add, 2 to change, 1 to remove; 4 stay as they are

            """,
            _pingap.Out,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task Verbose_names_what_keeps_running()
    {
        _channel.Answer("/v1/config/plan", Plan, ControlJson.Wire.PlanAnswer);

        await _pingap.RunAsync("plan", "--verbose", "-c", _channel.Write("new.toml", Text));

        Assert.Contains("= upstreams.c\n= locations.a\n= locations.b\nkeeps running: ", _pingap.Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_to_do_is_said()
    {
        _channel.Answer("/v1/config/plan", new PlanAnswer(3, [], ["basic"], []), ControlJson.Wire.PlanAnswer);

        await _pingap.RunAsync("plan", "-c", _channel.Write("new.toml", Text));

        Assert.EndsWith("nothing to do: version 3, which runs, says the same", _pingap.Out.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_texts_are_sent_under_their_full_paths()
    {
        _channel.Answer("/v1/config/plan", Plan, ControlJson.Wire.PlanAnswer);
        var path = Path.GetRelativePath(Environment.CurrentDirectory, _channel.Write("new.toml", Text));

        await _pingap.RunAsync("plan", "-c", path);

        Assert.Contains($"\"file\": \"{Path.GetFullPath(path)}\"", Assert.Single(_channel.Asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Problems_are_printed_as_check_prints_them()
    {
        var path = _channel.Write("new.toml", Text);
        _channel.Refuse(
            "/v1/config/plan",
            new ErrorAnswer(
                "the configuration has errors; nothing was changed",
                ApplyRefusal.Invalid,
                [new ConfigProblem(ProblemSeverity.Error, new SourcePlace(path, 2, 10), "upstreams.api.addrs[0]", "no port")]));
        _pingap.IsTerminal = true;
        var named = Path.GetRelativePath(Environment.CurrentDirectory, path);

        Assert.Equal(1, await _pingap.RunAsync("plan", "-c", named));

        Assert.StartsWith($"{named}:2:10: error: upstreams.api.addrs[0]: no port", _pingap.Error, StringComparison.Ordinal);
        Assert.Contains("2 | addrs = [\"b\"]", _pingap.Error, StringComparison.Ordinal);
        Assert.Empty(_pingap.Out);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_not_sent()
    {
        Assert.Equal(1, await _pingap.RunAsync("plan", "-c", Path.Combine(_channel.Root, "none.toml")));

        Assert.Contains("none.toml:1:1: error: there is no such file", _pingap.Error, StringComparison.Ordinal);
        Assert.Empty(_channel.Asked);
    }

    [Fact]
    public async Task Json_is_what_the_proxy_answered()
    {
        _channel.Answer("/v1/config/plan", 200, """{"against":3,"changes":[],"kept":[],"warnings":[],"later":true}""");

        Assert.Equal(0, await _pingap.RunAsync("plan", "--json", "-c", _channel.Write("new.toml", Text)));

        Assert.Equal("""{"against":3,"changes":[],"kept":[],"warnings":[],"later":true}""", _pingap.Out);
    }

    [Fact]
    public async Task Json_is_what_the_proxy_answered_to_errors_too()
    {
        _channel.Answer("/v1/config/plan", 422, """{"message":"no","reason":"invalid","problems":[]}""");

        Assert.Equal(1, await _pingap.RunAsync("plan", "--json", "-c", _channel.Write("new.toml", Text)));

        Assert.Equal("""{"message":"no","reason":"invalid","problems":[]}""", _pingap.Out);
    }
}
