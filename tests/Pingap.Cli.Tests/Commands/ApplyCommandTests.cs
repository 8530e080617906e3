using Pingap.Actors.Configuration;
using Pingap.Actors.Control;
using Pingap.Actors.Control.History;
using Pingap.Cli.Tests.Control;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Tests.Commands;

public sealed class ApplyCommandTests : IAsyncLifetime
{
    private static readonly ChangedEntities Changes = new(["upstreams.b"], ["locations.a"], ["servers.old"]);

    private readonly FakeChannel _channel = new();
    private readonly CommandLine _pingap;
    private string _path = "";

    public ApplyCommandTests() => _pingap = new CommandLine { StateDir = _channel.Root };

    public async Task InitializeAsync()
    {
        await _channel.OpenAsync();
        _path = _channel.Write("new.toml", "");
        SourceIs(followed: true);
    }

    public async Task DisposeAsync() => await _channel.DisposeAsync();

    [Fact]
    public async Task Version_and_changes_are_said()
    {
        _channel.Answer("/v1/config/apply", new ApplyAnswer(7, Changes, [], null), ControlJson.Wire.ApplyAnswer);

        Assert.Equal(0, await _pingap.RunAsync("apply", "-c", _path));

        Assert.Equal("version 7 applied: +upstreams.b ~locations.a -servers.old", _pingap.Out.Trim());
    }

    [Fact]
    public async Task Nothing_to_do_is_said()
    {
        _channel.Answer("/v1/config/apply", new ApplyAnswer(7, null, [], null), ControlJson.Wire.ApplyAnswer);

        Assert.Equal(0, await _pingap.RunAsync("apply", "-c", _path));

        Assert.Equal("nothing to do: version 7, which runs, says the same", _pingap.Out.Trim());
    }

    [Fact]
    public async Task Warnings_come_first()
    {
        var warning = new ConfigProblem(ProblemSeverity.Warning, new SourcePlace(_path, 1, 1), "locations.a", "no server has it");
        _channel.Answer("/v1/config/apply", new ApplyAnswer(7, Changes, [warning], null), ControlJson.Wire.ApplyAnswer);

        await _pingap.RunAsync("apply", "-c", _path);

        Assert.StartsWith($"{_path}:1:1: warning: locations.a: no server has it", _pingap.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "pingap confirm 7")]
    [InlineData("--state-dir {0}", "pingap confirm 7 --state-dir {0}")]
    public async Task How_to_confirm_and_until_when_is_said(string option, string command)
    {
        var until = _pingap.Clock.GetUtcNow().AddSeconds(60);
        _channel.Answer("/v1/config/apply", new ApplyAnswer(7, Changes, [], new AwaitedConfirmation(7, until, 6)), ControlJson.Wire.ApplyAnswer);

        await _pingap.RunAsync(["apply", "-c", _path, "--confirm-within", "1m", .. Filled(option).Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Contains("\"confirm_within_seconds\": 60", _channel.Asked.First(), StringComparison.Ordinal);
        Assert.Contains(
            $"version 6 comes back at 2026-11-23T13:01:00+01:00 (in 1m0s) unless you say: {Filled(command)}{Environment.NewLine}", _pingap.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_says_something_else_is_named()
    {
        _channel.Answer("/v1/config/apply", new ApplyAnswer(7, Changes, [], null), ControlJson.Wire.ApplyAnswer);
        SourceIs(
            followed: false,
            Version(5, "pingap.toml", ChangeCause.Started),
            Version(6, "elsewhere/pingap.toml", ChangeCause.SourceChanged),
            Version(7, "pingap.toml"));

        await _pingap.RunAsync("apply", "-c", _path);

        Assert.EndsWith(
            $"pingap.toml still says version 6's text; write {_path} there too, or the next edit of it takes over", _pingap.Out.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_trial_nobody_is_told_to_write_it_to_the_source()
    {
        _channel.Answer(
            "/v1/config/apply", new ApplyAnswer(7, Changes, [], new AwaitedConfirmation(7, _pingap.Clock.GetUtcNow().AddSeconds(60), 6)), ControlJson.Wire.ApplyAnswer);
        SourceIs(followed: false, Version(6, "pingap.toml", ChangeCause.Started), Version(7, "/new.toml"));

        await _pingap.RunAsync("apply", "-c", _path, "--confirm-within", "1m");

        Assert.DoesNotContain("there too", _pingap.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_applied_is_ok_even_if_the_source_cannot_be_asked_for()
    {
        _channel.Answer("/v1/config/apply", new ApplyAnswer(7, Changes, [], null), ControlJson.Wire.ApplyAnswer);
        _channel.Answer("/v1/config/history", 504, """{"message": "its disk is slow", "reason": null, "problems": []}""");

        Assert.Equal(0, await _pingap.RunAsync("apply", "-c", _path));

        Assert.Contains("its disk is slow", _pingap.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_answer_in_time_exits_with_5()
    {
        _channel.Answer("/v1/config/apply", 504, """{"message": "it may still happen", "reason": null, "problems": []}""");

        Assert.Equal(5, await _pingap.RunAsync("apply", "-c", _path));

        Assert.Equal("it may still happen", _pingap.Error.Trim());
    }

    [Theory]
    [InlineData(200, """{"version": 7, "changes": null, "warnings": [], "awaited": null}""", 0)]
    [InlineData(422, """{"message": "no", "reason": "invalid", "problems": []}""", 1)]
    [InlineData(504, """{"message": "late", "reason": null, "problems": []}""", 5)]
    public async Task As_json_it_is_what_the_proxy_answered(int status, string json, int exit)
    {
        _channel.Answer("/v1/config/apply", status, json);
        SourceIs(followed: false);

        Assert.Equal(exit, await _pingap.RunAsync("apply", "-c", _path, "--json"));

        Assert.Equal((json, ""), (_pingap.Out, _pingap.Error));
    }

    [Theory]
    [InlineData("0", "no time at all")]
    [InlineData("soon", "is not a duration")]
    [InlineData("25d", "is too long")]
    public async Task A_time_that_makes_no_sense_is_wrong_usage(string within, string because)
    {
        Assert.Equal(2, await _pingap.RunAsync("apply", "-c", _path, "--confirm-within", within));

        Assert.Contains(because, _pingap.Error, StringComparison.Ordinal);
        Assert.Empty(_channel.Asked);
    }

    [Theory]
    [InlineData(ApplyRefusal.Invalid, 1)]
    [InlineData(ApplyRefusal.CannotListen, 3)]
    [InlineData(ApplyRefusal.AwaitsConfirmation, 1)]
    public async Task A_refusal_is_said(ApplyRefusal reason, int exit)
    {
        _channel.Refuse("/v1/config/apply", new ErrorAnswer("because of that", reason, []));

        Assert.Equal(exit, await _pingap.RunAsync("apply", "-c", _path));

        Assert.Equal("because of that", _pingap.Error.Trim());
    }

    private string Filled(string format) => format.Replace("{0}", _channel.Root, StringComparison.Ordinal);

    private static VersionInfo Version(long number, string from, ChangeCause cause = ChangeCause.HandedOver) =>
        new(number, DateTimeOffset.UnixEpoch, cause, from, "", "");

    private void SourceIs(bool followed, params VersionInfo[] versions) =>
        _channel.Answer("/v1/config/history", new HistoryAnswer(7, "pingap.toml", followed, null, versions), ControlJson.Wire.HistoryAnswer);
}
