using Pingap.Actors.Configuration.Comparing;
using Pingap.Actors.Control;
using Pingap.Actors.Control.History;
using Pingap.Cli.Tests.Control;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Tests.Commands;

/// <summary><c>history</c>, <c>diff</c>, <c>rollback</c>, <c>confirm</c>, <c>reload</c>.</summary>
public sealed class HistoryCommandsTests : IAsyncLifetime
{
    private readonly FakeChannel _channel = new();
    private readonly CommandLine _pingap;

    public HistoryCommandsTests() => _pingap = new CommandLine { StateDir = _channel.Root };

    public async Task InitializeAsync()
    {
        await _channel.OpenAsync();
        _channel.Answer("/v1/config/history", new HistoryAnswer(1, "pingap.toml", true, null, []), ControlJson.Wire.HistoryAnswer);
    }

    public async Task DisposeAsync() => await _channel.DisposeAsync();

    [Fact]
    public async Task Diff_shows_what_differs_and_a_summary()
    {
        _channel.Answer(
            "/v1/config/diff",
            new DiffAnswer(2, 5, [new EntityChange(ChangeKind.Changed, "basic", [new KeyDiff("name", "\"a\"", "\"b\"")])]),
            ControlJson.Wire.DiffAnswer);

        Assert.Equal(0, await _pingap.RunAsync("diff 2 5"));

        Assert.Equal("GET /v1/config/diff?before=2&after=5", Assert.Single(_channel.Asked));
        Assert.Equal(
            "~ basic\n    name: \"a\" → \"b\"\nfrom version 2 to 5: 0 added, 1 changed, 0 removed\n", _pingap.Out, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task Versions_that_say_the_same_are_said_to()
    {
        _channel.Answer("/v1/config/diff", new DiffAnswer(2, 5, []), ControlJson.Wire.DiffAnswer);

        await _pingap.RunAsync("diff 2 5");

        Assert.Equal("versions 2 and 5 say the same", _pingap.Out.Trim());
    }

    [Theory]
    [InlineData("diff 1 x")]
    [InlineData("diff 1")]
    [InlineData("diff 0 1")]
    [InlineData("rollback")]
    [InlineData("rollback -1")]
    [InlineData("confirm 0")]
    public async Task Versions_are_numbers(string arguments)
    {
        Assert.Equal(2, await _pingap.RunAsync(arguments));
        Assert.Empty(_channel.Asked);
    }

    [Fact]
    public async Task Rollback_asks_for_the_version()
    {
        _channel.Answer("/v1/config/rollback", new ApplyAnswer(8, new ChangedEntities([], ["basic"], []), [], null), ControlJson.Wire.ApplyAnswer);

        Assert.Equal(0, await _pingap.RunAsync("rollback 3"));

        Assert.Contains("\"version\": 3", _channel.Asked.First(), StringComparison.Ordinal);
        Assert.Equal("version 8 applied: ~basic", _pingap.Out.Trim());
    }

    [Fact]
    public async Task Rollback_to_a_version_that_is_not_known_exits_with_1()
    {
        _channel.Refuse("/v1/config/rollback", new ErrorAnswer("there is no version 9 in the history", ApplyRefusal.UnknownVersion, []));

        Assert.Equal(1, await _pingap.RunAsync("rollback 9"));

        Assert.Equal("there is no version 9 in the history", _pingap.Error.Trim());
    }

    [Fact]
    public async Task Confirm_says_when_nothing_awaited_it()
    {
        _channel.Answer("/v1/config/confirm", new ConfirmAnswer(3, false), ControlJson.Wire.ConfirmAnswer);

        Assert.Equal(0, await _pingap.RunAsync("confirm"));

        Assert.Equal("nothing to do: version 3 runs, and awaits no confirmation", _pingap.Out.Trim());
    }

    [Fact]
    public async Task Confirm_says_which_version_is_meant()
    {
        _channel.Answer("/v1/config/confirm", new ConfirmAnswer(3, true), ControlJson.Wire.ConfirmAnswer);

        Assert.Equal(0, await _pingap.RunAsync("confirm 3"));

        Assert.Contains("\"version\": 3", _channel.Asked.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Confirm_of_another_version_exits_with_1()
    {
        _channel.Answer("/v1/config/confirm", 409, """{"message": "version 4 runs, not 3", "reason": "unknown_version", "problems": []}""");

        Assert.Equal(1, await _pingap.RunAsync("confirm 3"));

        Assert.Equal("version 4 runs, not 3", _pingap.Error.Trim());
    }

    [Theory]
    [InlineData(ChangeCause.HandedOver, "/new.toml", "write /new.toml there too")]
    [InlineData(ChangeCause.RolledBack, "version 1", "set it right there too")]
    public async Task Confirm_says_that_the_source_says_something_else(ChangeCause cause, string from, string advice)
    {
        _channel.Answer("/v1/config/confirm", new ConfirmAnswer(3, true), ControlJson.Wire.ConfirmAnswer);
        _channel.Answer(
            "/v1/config/history",
            new HistoryAnswer(3, "/pingap.toml", false, null, [Version(2, ChangeCause.Started, "pingap.toml"), Version(3, cause, from)]),
            ControlJson.Wire.HistoryAnswer);

        await _pingap.RunAsync("confirm 3");

        Assert.EndsWith($"/pingap.toml still says version 2's text; {advice}, or the next edit of it takes over", _pingap.Out.Trim(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rollback 3")]
    [InlineData("confirm 3")]
    [InlineData("reload")]
    public async Task As_json_it_is_what_the_proxy_answered(string command)
    {
        const string Json = """{"version":4,"changes":null,"warnings":[],"awaited":null}""";
        const string Confirmed = """{"version":4,"awaited":true}""";
        _channel.Answer("/v1/config/rollback", 200, Json).Answer("/v1/config/reload", 200, Json).Answer("/v1/config/confirm", 200, Confirmed);

        Assert.Equal(0, await _pingap.RunAsync(command + " --json"));

        Assert.Equal(command.StartsWith("confirm", StringComparison.Ordinal) ? Confirmed : Json, _pingap.Out);
    }

    [Fact]
    public async Task Reload_says_what_it_changed()
    {
        _channel.Answer("/v1/config/reload", new ApplyAnswer(4, new ChangedEntities(["upstreams.b"], [], []), [], null), ControlJson.Wire.ApplyAnswer);

        Assert.Equal(0, await _pingap.RunAsync("reload"));

        Assert.Equal("version 4 applied: +upstreams.b", _pingap.Out.Trim());
    }

    [Fact]
    public async Task History_as_json_is_what_the_proxy_answered()
    {
        const string Json = """{"running":1,"source":"s","follows_source":true,"awaited":null,"versions":[]}""";
        _channel.Answer("/v1/config/history", 200, Json);

        await _pingap.RunAsync("history --json");

        Assert.Equal(Json, _pingap.Out);
    }

    private static VersionInfo Version(long number, ChangeCause cause, string from) => new(number, DateTimeOffset.UnixEpoch, cause, from, "", "");
}
