using System.Net;
using System.Text;
using System.Text.Json;
using Akka.Actor;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Comparing;
using Pingap.Actors.Control;
using Pingap.Actors.Control.History;
using Pingap.Actors.Control.Planning;
using Pingap.Gateway.Admin;

namespace Pingap.Gateway.Tests.Admin;

public sealed class ConfigRoutesTests : IAsyncLifetime
{
    private static readonly AwaitedConfirmation Awaited = new(4, DateTimeOffset.UnixEpoch.AddMinutes(1), 3);

    private static readonly ConfigProblem Misspelled = new(
        ProblemSeverity.Error, new SourcePlace("/etc/new.toml", 2, 1), "servers.http.adr", "there is no such key; did you mean addr");

    private readonly Channel _channel = new();
    private ControlServer _server = null!;

    public async Task InitializeAsync() => _server = await _channel.OpenAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _channel.DisposeAsync();
    }

    [Fact]
    public async Task Apply_hands_over_texts_origin_user_and_time_to_confirm()
    {
        _channel.Reply = _ => new ConfigProtocol.Applied(4, new ConfigChanges([new EntityKey("upstreams", "b")], [], []), [], Awaited);

        var (status, body) = await PostAsync(
            "/v1/config/apply", """{"documents": [{"file": "/etc/new.toml", "text": "a = 1"}], "from": "/etc/new.toml", "confirm_within_seconds": 60}""");

        Assert.Equal(HttpStatusCode.OK, status);
        var heard = Assert.IsType<ConfigProtocol.Apply>(Assert.Single(_channel.Heard));
        Assert.Equal(new ConfigDocument("/etc/new.toml", "a = 1"), Assert.Single(heard.Documents));
        Assert.Equal(("/etc/new.toml", Environment.UserName, TimeSpan.FromMinutes(1)), (heard.From, heard.By, heard.ConfirmWithin));
        Assert.Equal(4, body.GetProperty("version").GetInt64());
        Assert.Equal("upstreams.b", body.GetProperty("changes").GetProperty("added")[0].GetString());
        Assert.Equal("1970-01-01T00:01:00+00:00", body.GetProperty("awaited").GetProperty("until").GetString());
    }

    [Theory]
    [InlineData("/v1/config/plan", """{"documents": [null]}""")]
    [InlineData("/v1/config/plan", """{"documents": null}""")]
    [InlineData("/v1/config/apply", """{"documents": [{"file": null, "text": "a = 1"}], "from": "x"}""")]
    [InlineData("/v1/config/apply", """{"documents": [{"file": "x"}], "from": "x"}""")]
    public async Task Texts_that_are_not_whole_are_refused_before_anybody_reads_them(string path, string body)
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(path, body)).Status);
        Assert.Empty(_channel.Heard);
    }

    [Fact]
    public async Task A_change_stays_unless_a_time_to_confirm_is_given()
    {
        _channel.Reply = _ => new ConfigProtocol.Unchanged(3);

        await PostAsync("/v1/config/apply", """{"documents": [], "from": "x"}""");

        Assert.Null(Assert.IsType<ConfigProtocol.Apply>(Assert.Single(_channel.Heard)).ConfirmWithin);
    }

    [Fact]
    public async Task What_runs_already_is_applied_without_changes()
    {
        _channel.Reply = _ => new ConfigProtocol.Unchanged(3);

        var (status, body) = await PostAsync("/v1/config/reload");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(JsonValueKind.Null, body.GetProperty("changes").ValueKind);
        Assert.Equal(new ConfigProtocol.Reload(Environment.UserName), Assert.Single(_channel.Heard));
    }

    [Fact]
    public async Task Rollback_says_which_version_and_by_whom()
    {
        _channel.Reply = _ => new ConfigProtocol.Unchanged(3);

        await PostAsync("/v1/config/rollback", """{"version": 2, "confirm_within_seconds": 0.5}""");

        Assert.Equal(new ConfigProtocol.Rollback(2, Environment.UserName, TimeSpan.FromMilliseconds(500)), Assert.Single(_channel.Heard));
    }

    [Fact]
    public async Task Confirm_says_whether_anything_awaited_it()
    {
        _channel.Reply = _ => new ConfigProtocol.Confirmed(4, Awaited: true);

        var (_, body) = await PostAsync("/v1/config/confirm");

        Assert.True(body.GetProperty("awaited").GetBoolean());
    }

    [Fact]
    public async Task Plan_shows_entities_keys_effects_and_what_is_kept()
    {
        var diff = new EntityDiff(ChangeKind.Changed, new EntityKey("upstreams", "api"), [new KeyDiff("addrs", "[\"a\"]", "[\"b\"]")]);
        _channel.Reply = _ => new ConfigProtocol.Planned(new ConfigPlan(3, [new PlannedChange(diff, "starts b")], ["locations.all"], []));

        var (_, body) = await PostAsync("/v1/config/plan", """{"documents": [{"file": "n.toml", "text": ""}]}""");

        var change = body.GetProperty("changes")[0];
        Assert.Equal(("changed", "upstreams.api", "starts b"), (Text(change, "kind"), Text(change, "path"), Text(change, "effect")));
        Assert.Equal("[\"b\"]", Text(change.GetProperty("keys")[0], "after"));
        Assert.Equal("locations.all", body.GetProperty("kept")[0].GetString());
    }

    [Fact]
    public async Task Diff_compares_the_versions_of_the_query()
    {
        _channel.Reply = _ => new ConfigProtocol.Compared([new EntityDiff(ChangeKind.Removed, new EntityKey("servers", "old"), [])]);

        var (_, body) = await GetAsync("/v1/config/diff?before=2&after=5");

        Assert.Equal(new ConfigProtocol.CompareVersions(2, 5), Assert.Single(_channel.Heard));
        Assert.Equal("removed", Text(body.GetProperty("entities")[0], "kind"));
    }

    [Fact]
    public async Task The_history_tells_everything_but_the_texts()
    {
        var version = new ConfigVersion(
            4, DateTimeOffset.UnixEpoch, new VersionOrigin(ChangeCause.NotConfirmed, "version 3", "root"), "+upstreams.b", [new ConfigDocument("a", "password = 'x'")]);
        _channel.Reply = _ => new ConfigProtocol.Versions([version], 4, "pingap.toml", IsSourceFollowed: false, Awaited);

        var (_, body) = await GetAsync("/v1/config/history");

        Assert.DoesNotContain("password", body.GetRawText(), StringComparison.Ordinal);
        var said = body.GetProperty("versions")[0];
        Assert.Equal(("not_confirmed", "version 3", "root", "+upstreams.b"), (Text(said, "cause"), Text(said, "from"), Text(said, "by"), Text(said, "changes")));
        Assert.Equal("/etc/pingap/pingap.toml", Text(body, "source"));
        Assert.False(body.GetProperty("follows_source").GetBoolean());
    }

    [Fact]
    public async Task The_proxy_says_which_process_it_is_and_what_it_runs()
    {
        var (_, body) = await GetAsync("/v1/proxy");

        Assert.Equal(Environment.ProcessId, body.GetProperty("pid").GetInt32());
        Assert.Equal(0, body.GetProperty("running").GetInt64());
        Assert.Equal("/etc/pingap/pingap.toml", Text(body, "source"));
        Assert.Matches(@"^\d+\.\d+\.\d+$", Text(body, "program"));
    }

    [Fact]
    public async Task The_proxy_says_which_it_is_while_the_actor_is_busy()
    {
        var (status, _) = await GetAsync("/v1/proxy");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Empty(_channel.Heard);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("{}", null)]
    [InlineData("""{"version": null}""", null)]
    [InlineData("""{"version": 4}""", 4L)]
    public async Task Confirm_may_say_which_version_is_meant(string? body, long? version)
    {
        _channel.Reply = _ => new ConfigProtocol.Confirmed(4, Awaited: true);

        await PostAsync("/v1/config/confirm", body);

        Assert.Equal(new ConfigProtocol.Confirm(Environment.UserName, version), Assert.Single(_channel.Heard));
    }

    [Fact]
    public async Task Confirm_of_a_version_that_does_not_run_is_a_conflict()
    {
        _channel.Reply = _ => new ConfigProtocol.Rejected(
            ApplyRefusal.UnknownVersion, [new ConfigProblem(ProblemSeverity.Error, null, "", "version 5 runs, not 4")]);

        var (status, body) = await PostAsync("/v1/config/confirm", """{"version": 4}""");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal("version 5 runs, not 4", Text(body, "message"));
    }

    [Fact]
    public async Task A_problem_comes_with_its_place()
    {
        _channel.Reply = _ => new ConfigProtocol.Rejected(ApplyRefusal.Invalid, [Misspelled]);

        var (status, body) = await PostAsync("/v1/config/plan", """{"documents": []}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("invalid", Text(body, "reason"));
        var problem = body.GetProperty("problems")[0];
        Assert.Equal(("error", "servers.http.adr", Misspelled.Message), (Text(problem, "severity"), Text(problem, "key_path"), Text(problem, "message")));
        Assert.Equal(2, problem.GetProperty("place").GetProperty("line").GetInt32());
    }

    [Theory]
    [InlineData(ApplyRefusal.Invalid, HttpStatusCode.UnprocessableEntity)]
    [InlineData(ApplyRefusal.CannotListen, HttpStatusCode.UnprocessableEntity)]
    [InlineData(ApplyRefusal.Unreachable, HttpStatusCode.Conflict)]
    [InlineData(ApplyRefusal.AwaitsConfirmation, HttpStatusCode.Conflict)]
    [InlineData(ApplyRefusal.UnknownVersion, HttpStatusCode.NotFound)]
    public async Task Every_refusal_has_its_status(ApplyRefusal reason, HttpStatusCode expected)
    {
        _channel.Reply = _ => new ConfigProtocol.Rejected(reason, []);

        var (status, body) = await PostAsync("/v1/config/reload");

        Assert.Equal(expected, status);
        Assert.NotEmpty(Text(body, "message"));
    }

    [Fact]
    public async Task A_refusal_without_a_place_is_one_sentence()
    {
        _channel.Reply = _ => new ConfigProtocol.Rejected(
            ApplyRefusal.UnknownVersion, [new ConfigProblem(ProblemSeverity.Error, null, "", "there is no version 9 in the history")]);

        var (_, body) = await PostAsync("/v1/config/rollback", """{"version": 9}""");

        Assert.Equal("there is no version 9 in the history", Text(body, "message"));
        Assert.Equal(0, body.GetProperty("problems").GetArrayLength());
    }

    [Theory]
    [InlineData("/v1/config/apply", "{")]
    [InlineData("/v1/config/apply", "null")]
    [InlineData("/v1/config/apply", "[]")]
    [InlineData("/v1/config/apply", """{"from": "x"}""")]
    [InlineData("/v1/config/apply", """{"documents": null, "from": "x"}""")]
    [InlineData("/v1/config/apply", """{"documents": [], "from": "x", "confirm_within": 60}""")]
    [InlineData("/v1/config/apply", """{"documents": [], "from": "x", "confirm_within_seconds": 0}""")]
    [InlineData("/v1/config/apply", """{"documents": [], "from": "x", "confirm_within_seconds": -1}""")]
    [InlineData("/v1/config/apply", """{"documents": [], "from": "x", "confirm_within_seconds": 1e300}""")]
    [InlineData("/v1/config/rollback", """{"version": "two"}""")]
    [InlineData("/v1/config/plan", "")]
    [InlineData("/v1/config/confirm", """{"versoin": 4}""")]
    public async Task A_body_that_makes_no_sense_asks_nothing_of_the_actor(string path, string body)
    {
        var (status, answer) = await PostAsync(path, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotEmpty(Text(answer, "message"));
        Assert.Empty(_channel.Heard);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?before=1")]
    [InlineData("?before=1&after=x")]
    [InlineData("?before=1&after=-2")]
    [InlineData("?before=1&before=2&after=3")]
    public async Task A_diff_wants_two_numbers(string query) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await GetAsync("/v1/config/diff" + query)).Status);

    [Fact]
    public async Task A_failure_of_the_actor_is_said_without_its_inside()
    {
        _channel.Reply = _ => new Status.Failure(new InvalidOperationException("secret inside"));

        var (status, body) = await PostAsync("/v1/config/reload");

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.DoesNotContain("secret", body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_of_the_source_have_its_full_path()
    {
        var version = new ConfigVersion(4, DateTimeOffset.UnixEpoch, new VersionOrigin(ChangeCause.Reloaded, "pingap.toml", "root"), "", []);
        _channel.Reply = _ => new ConfigProtocol.Versions([version], 4, "pingap.toml", IsSourceFollowed: true, null);

        var (_, body) = await GetAsync("/v1/config/history");

        Assert.Equal("/etc/pingap/pingap.toml", Text(body.GetProperty("versions")[0], "from"));
    }

    [Theory]
    [InlineData(true, "may still happen")]
    [InlineData(false, "may be slow")]
    public async Task An_actor_that_does_not_answer_in_time_is_said(bool isChange, string said)
    {
        object message = isChange ? new ConfigProtocol.Reload("root") : ConfigProtocol.ListVersions.Instance;
        var routes = new ConfigRoutes(_channel.Config, "", NullLogger.Instance);
        var http = new DefaultHttpContext { Response = { Body = new MemoryStream() } };

        var answer = await routes.AskAsync(new ControlCall(http, "root"), message, TimeSpan.FromMilliseconds(20), _ => null);
        await answer.WriteAsync(http.Response, CancellationToken.None);

        Assert.Equal(StatusCodes.Status504GatewayTimeout, http.Response.StatusCode);
        Assert.Contains(said, Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray()), StringComparison.Ordinal);
    }

    private Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string path) => _channel.SendAsync(HttpMethod.Get, path);

    private Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string? body = null) => _channel.SendAsync(HttpMethod.Post, path, body);

    private static string Text(JsonElement of, string property) => of.GetProperty(property).GetString()!;
}
