using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Actors.Upstreams;
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
    public async Task A_backend_that_is_being_started_is_given_a_moment_before_it_is_tried_again()
    {
        var address = await RefusingAsync();
        await using var front = await Front.StartAsync(Given.Upstream(address), Given.Location() with { MaxRetries = 20 });
        var answer = front.Client.GetAsync("/", front.Deadline);
        Assert.Equal(OutcomeKind.ConnectFailed, (await front.NextOutcomeAsync()).Kind);
        using var listener = new TcpListener(IPAddress.Loopback, address.Port);
        listener.Start();
        using var connection = new RawConnection(await listener.AcceptSocketAsync(front.Deadline), front.Deadline);
        await connection.ReadHeadAsync();
        await connection.SendAsync("HTTP/1.1 204 No Content\r\n\r\n");
        Assert.Equal(HttpStatusCode.NoContent, (await answer).StatusCode);
    }

    [Fact]
    public async Task No_retry_starts_after_the_pause_if_that_is_after_the_retry_window()
    {
        var location = Given.Location() with { MaxRetries = 20, RetryWindow = TimeSpan.FromMilliseconds(900) };
        await using var front = await Front.StartAsync(Given.Upstream(await RefusingAsync()), location);
        Assert.Equal(HttpStatusCode.BadGateway, (await front.Client.GetAsync("/", front.Deadline)).StatusCode);
        Assert.Equal(OutcomeKind.ConnectFailed, (await front.NextOutcomeAsync()).Kind);
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
        front.Handle.Lead(front.Group(upstream.Backends, _ => front.Handle.Lead(losing)));
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
        front.Handle.Lead(front.Group(upstream.Backends, _ => front.ReplaceClient(Given.Location(), upstream)));
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

    [Fact]
    public async Task Beyond_all_limits_it_is_503_with_the_time_to_come_again()
    {
        await using var front = await Front.StartAsync(new BackendAddress("127.0.0.1", 1));
        front.Handle.Lead(front.Answering(PickResult.Without(PickStatus.Saturated, TimeSpan.FromSeconds(1))));
        var response = await front.Client.GetAsync("/", front.Deadline);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(1)), (response.StatusCode, response.Headers.RetryAfter?.Delta));
    }

    [Fact]
    public async Task A_client_that_leaves_while_it_waits_for_a_backend_is_499_in_the_log()
    {
        await using var front = await Front.StartAsync(new BackendAddress("127.0.0.1", 1));
        front.Handle.Lead(front.Answering(PickResult.Without(PickStatus.Left)));
        using var client = await front.ConnectAsync();
        await client.SendAsync("GET /waits HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.StartsWith("Debug: GET /waits 499 ", await front.Log.NextAsync("Debug: GET ", front.Deadline), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_location_says_how_early_its_requests_are_served()
    {
        await using var front = await Front.StartAsync(Given.Upstream(new BackendAddress("127.0.0.1", 1)), Given.Location() with { QueuePriority = 7 });
        PickRequest asked = default;
        front.Handle.Lead(front.Answering(PickResult.Without(PickStatus.Saturated), request => asked = request));
        await front.Client.GetAsync("/", front.Deadline);
        Assert.Equal(7, asked.Priority);
    }

    [Theory]
    [InlineData("GET", 200, 2)]
    [InlineData("PUT", 200, 2)]
    [InlineData("POST", 502, 1)]
    public async Task A_connection_that_breaks_before_the_answer_is_retried_where_the_method_may_be_repeated(string method, int status, int attempts)
    {
        await using var breaking = new RawBackend(_ => Task.CompletedTask);
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        await using var front = await Front.StartAsync(Given.Upstream(breaking.Address, backend.Address));
        using var request = new HttpRequestMessage(new(method), "/");
        Assert.Equal(status, (int)(await front.SendAsync(request)).StatusCode);
        Assert.Equal(OutcomeKind.Broken, (await front.NextOutcomeAsync()).Kind);
        for (var attempt = 1; attempt < attempts; attempt++) Assert.Equal(Outcome.Answered(200), await front.NextOutcomeAsync());
        Assert.True(front.HasNoMoreOutcomes);
    }

    [Fact]
    public async Task A_request_whose_body_was_streamed_is_not_retried()
    {
        await using var breaking = RawBackend.Answering("");
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        await using var front = await Front.StartAsync(Given.Upstream(breaking.Address, backend.Address));
        using var request = new HttpRequestMessage(HttpMethod.Put, "/") { Content = new StringContent("body") };
        Assert.Equal(HttpStatusCode.BadGateway, (await front.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("GET", 200)]
    [InlineData("POST", 503)]
    public async Task A_status_that_the_location_retries_is_retried_where_the_method_may_be_repeated(string method, int status)
    {
        await using var declining = await HttpBackend.StartAsync(Answering(503, "declined"));
        await using var backend = await HttpBackend.StartAsync(Answering(200, "good"));
        await using var front = await Front.StartAsync(
            Given.Upstream(declining.Address, backend.Address), Given.Location() with { RetryStatuses = [new StatusRange(502, 504)] });
        using var request = new HttpRequestMessage(new(method), "/");
        var response = await front.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 200 ? "good" : "declined", await response.Content.ReadAsStringAsync(front.Deadline));
        Assert.Equal(Outcome.Answered(503), await front.NextOutcomeAsync());
    }

    [Fact]
    public async Task Where_no_backend_is_available_after_all_the_declined_status_is_the_answer()
    {
        await using var declining = await HttpBackend.StartAsync(Answering(503, "inside"));
        var upstream = Given.Upstream(declining.Address, new BackendAddress("127.0.0.1", 1));
        await using var front = await Front.StartAsync(upstream, Given.Location() with { RetryStatuses = [new StatusRange(503, 503)] });
        front.Handle.Lead(front.Group([upstream.Backends[0]]));
        var response = await front.Client.GetAsync("/", front.Deadline);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.DoesNotContain("inside", await response.Content.ReadAsStringAsync(front.Deadline), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_of_the_only_backend_is_passed_on_as_it_is()
    {
        await using var declining = await HttpBackend.StartAsync(Answering(503, "as it is"));
        await using var front = await Front.StartAsync(Given.Upstream(declining.Address), Given.Location() with { RetryStatuses = [new StatusRange(503, 503)] });
        var response = await front.Client.GetAsync("/", front.Deadline);
        Assert.Equal("as it is", await response.Content.ReadAsStringAsync(front.Deadline));
        Assert.Equal(Outcome.Answered(503), await front.NextOutcomeAsync());
    }

    [Fact]
    public async Task An_answer_that_comes_after_the_time_for_retries_is_passed_on()
    {
        var isOver = new TaskCompletionSource();
        await using var late = await HttpBackend.StartAsync(async context =>
        {
            await isOver.Task;
            await Answering(503, "as it is")(context);
        });
        await using var other = await HttpBackend.StartAsync(Answering(200, "good"));
        var location = Given.Location() with { RetryStatuses = [new StatusRange(503, 503)], RetryWindow = TimeSpan.FromMilliseconds(300) };
        await using var front = await Front.StartAsync(Given.Upstream(late.Address, other.Address), location);
        var answer = front.Client.GetStringAsync("/", front.Deadline);
        // Takes as long as the window, and began later.
        await using var silent = new RawBackend(connection => connection.WaitForCloseAsync());
        await using var clock = await Front.StartAsync(Given.Upstream(silent.Address), Given.Location() with { RequestTimeout = location.RetryWindow });
        Assert.Equal(HttpStatusCode.GatewayTimeout, (await clock.Client.GetAsync("/", clock.Deadline)).StatusCode);
        isOver.SetResult();
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => answer);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, failure.StatusCode);
        Assert.Equal(Outcome.Answered(503), await front.NextOutcomeAsync());
        Assert.True(front.HasNoMoreOutcomes);
    }

    [Fact]
    public async Task The_last_attempt_that_is_allowed_passes_its_answer_on()
    {
        await using var declining = await HttpBackend.StartAsync(Answering(503, "as it is"));
        var location = Given.Location() with { RetryStatuses = [new StatusRange(503, 503)], MaxRetries = 2 };
        await using var front = await Front.StartAsync(Given.Upstream(declining.Address), location);
        var response = await front.Client.GetAsync("/", front.Deadline);
        Assert.Equal("as it is", await response.Content.ReadAsStringAsync(front.Deadline));
        for (var attempt = 0; attempt < 3; attempt++) Assert.Equal(Outcome.Answered(503), await front.NextOutcomeAsync());
        Assert.True(front.HasNoMoreOutcomes);
    }

    [Fact]
    public async Task Beyond_the_retry_budget_the_first_failure_is_the_answer()
    {
        await using var breaking = new RawBackend(_ => Task.CompletedTask);
        var upstream = Given.Upstream(breaking.Address);
        await using var front = await Front.StartAsync(upstream, Given.Location() with { MaxRetries = 5 });
        var over = front.Answering(PickResult.Without(PickStatus.OverBudget));
        front.Handle.Lead(front.Group(upstream.Backends, _ => front.Handle.Lead(over)));
        Assert.Equal(HttpStatusCode.BadGateway, (await front.Client.GetAsync("/", front.Deadline)).StatusCode);
    }

    [Fact]
    public async Task A_repetition_that_begins_again_in_a_newer_world_is_still_one()
    {
        await using var breaking = new RawBackend(_ => Task.CompletedTask);
        var upstream = Given.Upstream(breaking.Address, new BackendAddress("127.0.0.1", 1));
        await using var front = await Front.StartAsync(upstream);
        PickRequest asked = default;
        var newer = front.Answering(PickResult.Without(PickStatus.OverBudget), request => asked = request);
        var outdated = front.Answering(PickResult.Without(PickStatus.Outdated), _ =>
        {
            front.Publish(Given.Location(), upstream);
            front.Handle.Lead(newer);
        });
        front.Handle.Lead(front.Group(upstream.Backends, _ => front.Handle.Lead(outdated)));
        await front.Client.GetAsync("/", front.Deadline);
        Assert.True(asked.IsRepetition);
        Assert.True(asked.Tried!.Contains(breaking.Address));
    }

    private static RequestDelegate Answering(int status, string body) => context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    };
}
