using System.Net;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Testing.Backends;

namespace Pingap.Gateway.Tests.Proxying;

public sealed class RequestHandlerTests
{
    // An address where nobody listens: a server has just been there.
    private static async Task<BackendAddress> RefusingAsync()
    {
        await using var gone = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        return gone.Address;
    }

    [Fact]
    public async Task A_request_is_answered_by_the_backend_and_its_lease_ends_with_the_status()
    {
        await using var backend = await HttpBackend.StartAsync(context =>
        {
            context.Response.StatusCode = 203;
            return Task.CompletedTask;
        });
        await using var front = await Front.StartAsync(backend.Address);
        var response = await front.Client.GetAsync("/", front.Deadline);
        Assert.Equal(203, (int)response.StatusCode);
        Assert.Equal(Outcome.Answered(203), await front.NextOutcomeAsync());
        Assert.True(front.HasNoMoreOutcomes);
    }

    [Fact]
    public async Task No_location_is_404()
    {
        var location = Given.Location() with { Path = new(PathPatternKind.Exact, "/only", false) };
        await using var front = await Front.StartAsync(Given.Upstream(new BackendAddress("127.0.0.1", 1)), location);
        Assert.Equal(HttpStatusCode.NotFound, (await front.Client.GetAsync("/other", front.Deadline)).StatusCode);
    }

    [Theory]
    [InlineData("GET /../etc HTTP/1.1", 400)]
    [InlineData("GET /a/%2e%2e/%2e%2e/etc HTTP/1.1", 400)]
    [InlineData("OPTIONS * HTTP/1.1", 204)]
    public async Task A_target_that_no_backend_should_see_is_answered_by_the_proxy(string requestLine, int status)
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        await using var front = await Front.StartAsync(backend.Address);
        using var client = await front.ConnectAsync();
        await client.SendAsync($"{requestLine}\r\nHost: a\r\n\r\n");
        Assert.StartsWith($"HTTP/1.1 {status} ", await client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.True(front.HasNoMoreOutcomes);
    }

    [Fact]
    public async Task A_server_that_the_configuration_no_longer_has_is_421()
    {
        await using var front = await Front.StartAsync(new BackendAddress("127.0.0.1", 1));
        front.Snapshots.Publish(Gateway.Proxying.ProxySnapshot.Empty);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, (await front.Client.GetAsync("/", front.Deadline)).StatusCode);
    }

    [Fact]
    public async Task No_backend_is_503_with_Retry_After_in_whole_seconds()
    {
        await using var front = await Front.StartAsync();
        var response = await front.Client.GetAsync("/", front.Deadline);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("3", response.Headers.GetValues("Retry-After").Single());
    }

    [Fact]
    public async Task A_refused_connection_goes_to_the_next_backend_with_its_body()
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        await using var front = await Front.StartAsync(await RefusingAsync(), backend.Address);
        var response = await front.Client.PostAsync("/", new StringContent("payload"), front.Deadline);
        Assert.EndsWith("\n\npayload", await response.Content.ReadAsStringAsync(front.Deadline), StringComparison.Ordinal);
        Assert.Equal(new Outcome(OutcomeKind.ConnectFailed, Cause: "ECONNREFUSED"), await front.NextOutcomeAsync());
        Assert.Equal(Outcome.Answered(200), await front.NextOutcomeAsync());
    }

    [Fact]
    public async Task A_refused_connection_is_502_when_no_backend_is_left()
    {
        await using var front = await Front.StartAsync(await RefusingAsync(), await RefusingAsync());
        var response = await front.Client.GetAsync("/", front.Deadline);
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal(OutcomeKind.ConnectFailed, (await front.NextOutcomeAsync()).Kind);
        Assert.Equal(OutcomeKind.ConnectFailed, (await front.NextOutcomeAsync()).Kind);
        Assert.True(front.HasNoMoreOutcomes);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public async Task Max_retries_bounds_the_attempts(int maxRetries, int attempts)
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        var upstream = Given.Upstream(await RefusingAsync(), await RefusingAsync(), backend.Address);
        await using var front = await Front.StartAsync(upstream, Given.Location() with { MaxRetries = maxRetries });
        Assert.Equal(HttpStatusCode.BadGateway, (await front.Client.GetAsync("/", front.Deadline)).StatusCode);
        for (var i = 0; i < attempts; i++) Assert.Equal(OutcomeKind.ConnectFailed, (await front.NextOutcomeAsync()).Kind);
        Assert.True(front.HasNoMoreOutcomes);
    }

    [Fact]
    public async Task No_retry_starts_after_the_retry_window()
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        var upstream = Given.Upstream(await RefusingAsync(), backend.Address);
        await using var front = await Front.StartAsync(upstream, Given.Location() with { RetryWindow = TimeSpan.Zero });
        Assert.Equal(HttpStatusCode.BadGateway, (await front.Client.GetAsync("/", front.Deadline)).StatusCode);
    }

    [Fact]
    public async Task A_broken_connection_is_502_and_not_tried_elsewhere()
    {
        await using var breaking = new RawBackend(connection =>
        {
            connection.Reset();
            return Task.CompletedTask;
        });
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        await using var front = await Front.StartAsync(breaking.Address, backend.Address);
        Assert.Equal(HttpStatusCode.BadGateway, (await front.Client.PostAsync("/", new StringContent("x"), front.Deadline)).StatusCode);
        Assert.Equal(OutcomeKind.Broken, (await front.NextOutcomeAsync()).Kind);
        Assert.True(front.HasNoMoreOutcomes);
    }

    [Fact]
    public async Task A_pick_lost_with_its_actor_is_made_again_by_the_next_one()
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        var upstream = Given.Upstream(backend.Address);
        await using var front = await Front.StartAsync(upstream);
        front.Handle.Lead(front.LosingGroup(() => front.Handle.Lead(front.Group(upstream.Backends))));
        Assert.Equal(HttpStatusCode.OK, (await front.Client.GetAsync("/", front.Deadline)).StatusCode);
    }

    [Fact]
    public async Task A_pick_lost_while_the_configuration_changes_begins_again_in_the_new_world()
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        var upstream = Given.Upstream(backend.Address);
        await using var front = await Front.StartAsync(upstream);
        front.Handle.Lead(front.LosingGroup(() =>
        {
            front.Publish(Given.Location() with { Path = new(PathPatternKind.Exact, "/elsewhere", false) }, upstream);
            front.Handle.Lead(front.Group(upstream.Backends));
        }));
        Assert.Equal(HttpStatusCode.NotFound, (await front.Client.GetAsync("/", front.Deadline)).StatusCode);
    }

    [Fact]
    public async Task A_group_that_is_never_replaced_is_503()
    {
        await using var front = await Front.StartAsync(new BackendAddress("127.0.0.1", 1));
        front.Handle.Lead(front.LosingGroup(() => { }));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await front.Client.GetAsync("/", front.Deadline)).StatusCode);
    }

    [Fact]
    public async Task A_rewrite_changes_the_path_and_keeps_the_query()
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        var location = Given.Location() with
        {
            Path = new(PathPatternKind.Prefix, "/api", true),
            Rewrite = new RewriteRule.ReplacePrefix("/api", "/"),
        };
        await using var front = await Front.StartAsync(Given.Upstream(backend.Address), location);
        Assert.StartsWith("GET /v1?q=%20 ", await front.Client.GetStringAsync("/api/v1?q=%20", front.Deadline), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/x", HttpStatusCode.OK)]
    [InlineData("/other/x", HttpStatusCode.NotFound)]
    public async Task An_upstream_may_be_named_by_the_request(string path, HttpStatusCode status)
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        var location = Given.Location() with
        {
            Path = new(PathPatternKind.Regex, "^/(?<name>[a-z]+)/", false),
            Upstream = new(null, "name"),
        };
        await using var front = await Front.StartAsync(Given.Upstream(backend.Address), location);
        Assert.Equal(status, (await front.Client.GetAsync(path, front.Deadline)).StatusCode);
    }

    [Fact]
    public async Task Each_request_leaves_an_access_line()
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        await using var front = await Front.StartAsync(backend.Address);
        await front.Client.GetAsync("/a?secret=1", front.Deadline);
        var line = await front.Log.NextAsync("Debug: GET ", front.Deadline);
        Assert.StartsWith($"Debug: GET /a 200 {backend.Address} 00:00:", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_forward_leaves_a_warning_with_upstream_backend_and_cause()
    {
        var refusing = await RefusingAsync();
        await using var front = await Front.StartAsync(refusing);
        await front.Client.GetAsync("/", front.Deadline);
        var line = await front.Log.NextAsync("Warning: ", front.Deadline);
        Assert.StartsWith($"Warning: Forwarding to {refusing} of api failed: ConnectFailed", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_pick_after_a_failed_connect_is_502_when_its_group_was_retired()
    {
        var upstream = Given.Upstream(await RefusingAsync());
        await using var front = await Front.StartAsync(upstream);
        var losing = front.LosingGroup(() => front.Snapshots.Publish(Gateway.Proxying.ProxySnapshot.Empty));
        front.Handle.Lead(front.Group(upstream.Backends, () => front.Handle.Lead(losing)));
        Assert.Equal(HttpStatusCode.BadGateway, (await front.Client.GetAsync("/", front.Deadline)).StatusCode);
    }

    [Fact]
    public async Task A_request_that_comes_too_late_for_the_connections_begins_again_with_newer_ones()
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        var upstream = Given.Upstream(backend.Address);
        await using var front = await Front.StartAsync(upstream);
        front.ServerIn = version =>
        {
            if (version == 1) front.ReplaceClient(Given.Location(), upstream);
            return Given.Server;
        };
        Assert.Equal(HttpStatusCode.OK, (await front.Client.GetAsync("/", front.Deadline)).StatusCode);
    }

    [Fact]
    public async Task Connections_retired_between_two_attempts_serve_the_second()
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        var upstream = Given.Upstream(await RefusingAsync(), backend.Address);
        await using var front = await Front.StartAsync(upstream);
        front.Handle.Lead(front.Group(upstream.Backends, () => front.ReplaceClient(Given.Location(), upstream)));
        Assert.Equal(HttpStatusCode.OK, (await front.Client.GetAsync("/", front.Deadline)).StatusCode);
        Assert.Equal(new Outcome(OutcomeKind.ConnectFailed, Cause: "ECONNREFUSED"), await front.NextOutcomeAsync());
        Assert.Equal(Outcome.Answered(200), await front.NextOutcomeAsync());
    }

    [Fact]
    public async Task A_listener_that_changes_hands_after_the_snapshot_was_taken_is_not_421()
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        var upstream = Given.Upstream(backend.Address);
        await using var front = await Front.StartAsync(upstream);
        front.ServerIn = version =>
        {
            if (version > 1) return Given.Server;
            front.Publish(Given.Location(), upstream);
            return new("renamed");
        };
        Assert.Equal(HttpStatusCode.OK, (await front.Client.GetAsync("/", front.Deadline)).StatusCode);
    }
}
