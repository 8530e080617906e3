using System.Net;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Actors.Upstreams;
using Pingap.Testing.Backends;

namespace Pingap.Gateway.Tests.Proxying;

/// <summary>A second backend is asked where the first is late, and the first answer counts.</summary>
public sealed class HedgeTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task A_late_backend_is_overtaken_by_another_and_given_up()
    {
        var givenUp = new TaskCompletionSource();
        await using var late = new RawBackend(async connection =>
        {
            await connection.WaitForCloseAsync();
            givenUp.SetResult();
        });
        await using var quick = RawBackend.Answering(Ok + "quick");
        await using var front = await StartAsync(Given.Location() with { HedgeAfter = Soon }, late, quick);
        var asked = new List<PickRequest>();
        front.Handle.Lead(front.Group(front.Handle.Config.Backends, asked.Add));
        Assert.Equal("quick", await front.Client.GetStringAsync("/", front.Deadline));
        await givenUp.Task.WaitAsync(front.Deadline);
        Assert.Equal([OutcomeKind.Answered, OutcomeKind.Overtaken], await OutcomesAsync(front, 2));
        Assert.Equal([(null, false), (TimeSpan.Zero, true)], asked.Select(request => (request.Patience, request.IsRepetition)));
    }

    [Fact]
    public async Task The_place_of_the_one_that_was_given_up_is_free_before_the_answer_of_the_other_is_through()
    {
        await using var late = new RawBackend(connection => connection.WaitForCloseAsync());
        await using var streaming = new RawBackend(async connection =>
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbeginning");
            await connection.WaitForCloseAsync();
        });
        await using var front = await StartAsync(Given.Location() with { HedgeAfter = Soon }, late, streaming);
        using var response = await front.Client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead, front.Deadline);
        Assert.Equal(OutcomeKind.Overtaken, (await front.NextOutcomeAsync()).Kind);
        Assert.True(front.HasNoMoreOutcomes);
    }

    [Fact]
    public async Task The_drain_of_the_backend_that_answers_breaks_it_off_and_that_of_the_other_does_not()
    {
        using var lateCut = new CancellationTokenSource();
        using var streamingCut = new CancellationTokenSource();
        var isLateCut = new TaskCompletionSource();
        await using var late = new RawBackend(connection => connection.WaitForCloseAsync());
        await using var streaming = new RawBackend(async connection =>
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbeginning");
            await isLateCut.Task;
            await connection.SendAsync(", more");
            await connection.WaitForCloseAsync();
        });
        await using var front = await StartAsync(Given.Location() with { HedgeAfter = Soon }, late, streaming);
        front.Handle.Lead(front.Group(front.Handle.Config.Backends, brokenOff: backend => backend == late.Address ? lateCut.Token : streamingCut.Token));
        using var client = await front.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await client.ReadUntilAsync("beginning");
        await lateCut.CancelAsync();
        isLateCut.SetResult();
        Assert.Equal(", more", await client.ReadUntilAsync("more"));
        await streamingCut.CancelAsync();
        await client.WaitForCloseAsync();
        Assert.Equal([OutcomeKind.Overtaken, OutcomeKind.Inconclusive], await OutcomesAsync(front, 2));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_drain_of_one_backend_leaves_the_copy_of_the_other_alone_while_both_are_waited_for(bool isFirstCut)
    {
        using var cut = new CancellationTokenSource();
        var isCut = new TaskCompletionSource();
        await using var first = new RawBackend(connection => AnswerAsync(connection, "first", isFirstCut));
        await using var second = new RawBackend(connection => AnswerAsync(connection, "other", !isFirstCut));
        await using var front = await StartAsync(Given.Location() with { HedgeAfter = Soon }, first, second);
        var drained = isFirstCut ? first.Address : second.Address;
        front.Handle.Lead(front.Group(front.Handle.Config.Backends, brokenOff: backend => backend == drained ? cut.Token : default));
        var answer = front.Client.GetStringAsync("/", front.Deadline);
        await first.Heads.ReadAsync(front.Deadline);
        await second.Heads.ReadAsync(front.Deadline);
        await cut.CancelAsync();
        Assert.Equal(isFirstCut ? "other" : "first", await answer);
        Assert.Equal([OutcomeKind.Answered, OutcomeKind.Inconclusive], await OutcomesAsync(front, 2));

        // The one that is drained never answers; the other when it has seen that.
        async Task AnswerAsync(RawConnection connection, string body, bool isDrained)
        {
            if (isDrained)
            {
                await connection.WaitForCloseAsync();
                isCut.SetResult();
                return;
            }

            await isCut.Task;
            await connection.SendAsync(Ok + body);
        }
    }

    [Fact]
    public async Task A_drain_breaks_off_a_request_whose_second_copy_was_never_sent()
    {
        using var cut = new CancellationTokenSource();
        await using var backend = new RawBackend(connection => connection.WaitForCloseAsync());
        await using var front = await StartAsync(Given.Location() with { HedgeAfter = Soon }, backend);
        front.Handle.Lead(front.Group(front.Handle.Config.Backends, brokenOff: _ => cut.Token));
        var answer = front.Client.GetAsync("/", front.Deadline);
        await backend.Heads.ReadAsync(front.Deadline);
        await cut.CancelAsync();
        Assert.Equal(HttpStatusCode.BadGateway, (await answer).StatusCode);
        Assert.Equal(OutcomeKind.Inconclusive, (await front.NextOutcomeAsync()).Kind);
    }

    [Fact]
    public async Task Each_copy_carries_the_address_of_its_own_backend_and_the_answer_that_of_the_one_that_gave_it()
    {
        await using var late = new RawBackend(connection => connection.WaitForCloseAsync());
        await using var quick = RawBackend.Answering(Ok + "quick");
        var location = Given.Location() with
        {
            HedgeAfter = Soon,
            RequestHeaders = [Given.Set("X-To", VariableKind.UpstreamAddr)],
            ResponseHeaders = [Given.Set("X-From", VariableKind.UpstreamAddr)],
        };
        await using var front = await StartAsync(location, late, quick);
        using var response = await front.Client.GetAsync("/path?a=b", front.Deadline);
        var (first, second) = (await late.Heads.ReadAsync(front.Deadline), await quick.Heads.ReadAsync(front.Deadline));
        Assert.Contains($"X-To: {late.Address}\r\n", first, StringComparison.Ordinal);
        Assert.Equal(first.Replace($"{late.Address}", $"{quick.Address}", StringComparison.Ordinal), second);
        Assert.Equal($"{quick.Address}", response.Headers.GetValues("X-From").Single());
    }

    [Fact]
    public async Task A_backend_that_answers_in_time_is_the_only_one_that_is_asked()
    {
        await using var first = RawBackend.Answering(Ok + "first");
        await using var second = RawBackend.Answering(Ok + "other");
        await using var front = await StartAsync(Given.Location() with { HedgeAfter = Never }, first, second);
        Assert.Equal("first", await front.Client.GetStringAsync("/", front.Deadline));
        Assert.Equal(Outcome.Answered(200), await front.NextOutcomeAsync());
        Assert.False(second.Heads.TryRead(out _));
    }

    [Fact]
    public async Task The_first_one_is_waited_for_where_the_second_fails()
    {
        var isSecondAsked = new TaskCompletionSource();
        await using var first = new RawBackend(async connection =>
        {
            await isSecondAsked.Task;
            await connection.SendAsync(Ok + "first");
        });
        await using var second = new RawBackend(connection =>
        {
            connection.Reset();
            isSecondAsked.SetResult();
            return Task.CompletedTask;
        });
        await using var front = await StartAsync(Given.Location() with { HedgeAfter = Soon }, first, second);
        Assert.Equal("first", await front.Client.GetStringAsync("/", front.Deadline));
        Assert.Contains(OutcomeKind.Answered, await OutcomesAsync(front, 2));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public async Task The_first_one_is_waited_for_where_the_answer_of_the_second_is_one_to_retry_after(int? maxRetries)
    {
        var isSecondAsked = new TaskCompletionSource();
        await using var first = new RawBackend(async connection =>
        {
            await isSecondAsked.Task;
            await connection.SendAsync(Ok + "first");
        });
        await using var second = new RawBackend(async connection =>
        {
            await connection.SendAsync("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
            isSecondAsked.SetResult();
        });
        await using var other = RawBackend.Answering(Ok + "other");
        var location = Given.Location() with { HedgeAfter = Soon, RetryStatuses = [new StatusRange(503, 503)], MaxRetries = maxRetries };
        await using var front = await StartAsync(location, first, second, other);
        Assert.Equal("first", await front.Client.GetStringAsync("/", front.Deadline));
        Assert.False(other.Heads.TryRead(out _));
    }

    [Fact]
    public async Task Where_both_fail_a_third_is_tried_and_each_lease_ends_once()
    {
        var isSecondAsked = new TaskCompletionSource();
        await using var first = new RawBackend(async connection =>
        {
            await isSecondAsked.Task;
            connection.Reset();
        });
        await using var second = new RawBackend(connection =>
        {
            connection.Reset();
            isSecondAsked.SetResult();
            return Task.CompletedTask;
        });
        await using var third = RawBackend.Answering(Ok + "third");
        await using var front = await StartAsync(Given.Location() with { HedgeAfter = Soon }, first, second, third);
        Assert.Equal("third", await front.Client.GetStringAsync("/", front.Deadline));
        Assert.Equal([OutcomeKind.Answered, OutcomeKind.Broken, OutcomeKind.Broken], await OutcomesAsync(front, 3));
    }

    [Fact]
    public async Task Both_are_given_up_when_the_client_leaves()
    {
        var closed = new SemaphoreSlim(0);
        await using var first = new RawBackend(UntilClosedAsync);
        await using var second = new RawBackend(UntilClosedAsync);
        await using var front = await StartAsync(Given.Location() with { HedgeAfter = Soon }, first, second);
        using (var client = await front.ConnectAsync())
        {
            await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            await second.Heads.ReadAsync(front.Deadline);
        }

        Assert.Equal([OutcomeKind.Inconclusive, OutcomeKind.Inconclusive], await OutcomesAsync(front, 2));
        for (var i = 0; i < 2; i++) await closed.WaitAsync(front.Deadline);

        async Task UntilClosedAsync(RawConnection connection)
        {
            await connection.WaitForCloseAsync();
            closed.Release();
        }
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: shout\r\n\r\n")]
    public Task What_two_backends_must_not_do_at_a_time_is_not_sent_twice(string request) =>
        SentOnceAsync(request, Given.Location(), BalancingConfig.RoundRobin);

    [Fact]
    public Task Retries_that_are_forbidden_forbid_a_second_copy() =>
        SentOnceAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n", Given.Location() with { MaxRetries = 0 }, BalancingConfig.RoundRobin);

    [Fact]
    public Task A_client_that_is_bound_to_a_backend_is_not_sent_to_another() => SentOnceAsync(
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        Given.Location(),
        new BalancingConfig(BalancingAlgorithm.Sticky) { Sticky = new StickyConfig("bound", null, null) });

    private async Task SentOnceAsync(string request, LocationConfig location, BalancingConfig balancing)
    {
        var release = new TaskCompletionSource();
        await using var first = new RawBackend(async connection =>
        {
            await release.Task;
            await connection.SendAsync(Ok + "first");
        });
        await using var second = RawBackend.Answering(Ok + "other");
        var upstream = Given.Upstream(first.Address, second.Address) with { Balancing = balancing };
        await using var front = await Front.StartAsync(upstream, location with { HedgeAfter = Soon });
        using var client = await front.ConnectAsync();
        await client.SendAsync(request);
        await first.Heads.ReadAsync(front.Deadline);
        // By then this one would have been, too.
        await A_late_backend_is_overtaken_by_another_and_given_up();
        release.SetResult();
        Assert.StartsWith("HTTP/1.1 200 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.False(second.Heads.TryRead(out _));
    }

    /// <summary>How the leases ended, in the order of the kinds; there are no others.</summary>
    private static async Task<OutcomeKind[]> OutcomesAsync(Front front, int count)
    {
        var kinds = new List<OutcomeKind>();
        while (kinds.Count < count) kinds.Add((await front.NextOutcomeAsync()).Kind);
        Assert.True(front.HasNoMoreOutcomes);
        return [.. kinds.Order()];
    }

    private static Task<Front> StartAsync(LocationConfig location, params RawBackend[] backends) =>
        Front.StartAsync(Given.Upstream([.. backends.Select(backend => backend.Address)]), location);
}
