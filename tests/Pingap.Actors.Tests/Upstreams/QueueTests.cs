using Akka.Actor;
using CsCheck;
using Pingap.Actors.Balancing;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Actors.Tests.Backends;
using Pingap.Actors.Upstreams;
using Pingap.Testing;

namespace Pingap.Actors.Tests.Upstreams;

/// <summary>Limits of a group and of its backends, and who waits for them.</summary>
public sealed class QueueTests : VirtualTimeTest
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly FakeProbes _probes = new();

    [Fact]
    public async Task Beyond_the_limit_of_a_backend_requests_go_to_others()
    {
        var handle = Start(Limited(perBackend: 1, backends: 2));
        var ports = new[] { await PickAsync(handle), await PickAsync(handle) }.Select(pick => pick.Lease.Backend.Port);
        Assert.Equal([8001, 8002], ports.Order());
    }

    [Fact]
    public async Task Beyond_all_limits_they_wait_and_are_served_in_their_order()
    {
        var handle = Start(Limited(perBackend: 1));
        var first = await PickAsync(handle);
        var (second, third) = (Waiting(handle), Waiting(handle));
        Assert.Equal((1, 2), await LoadAsync(handle));
        first.Lease.End(Outcome.Answered(200));
        (await second).Lease.End(Outcome.Answered(200));
        (await third).Lease.End(Outcome.Answered(200));
        Assert.Equal((0, 0), await LoadAsync(handle));
    }

    [Fact]
    public async Task Who_has_to_wait_is_told_so_at_once()
    {
        var handle = Start(Limited(perBackend: 1));
        var held = await PickAsync(handle);
        var slot = PickSlot.Rent(new(0));
        handle.Group.Tell(slot, ActorRefs.NoSender);
        await AwaitConditionAsync(() => Task.FromResult(slot.IsPutAside), Deadline);
        Assert.False(slot.Reply.IsCompleted);
        held.Lease.End(Outcome.Answered(200));
        Assert.Equal(PickStatus.Picked, (await slot.Reply).Status);
        var other = PickSlot.Rent(new(0));
        Assert.False(other.IsPutAside);
    }

    [Fact]
    public async Task The_limit_of_the_group_holds_over_all_backends()
    {
        var handle = Start(Limited(group: 2, backends: 3));
        var held = new[] { await PickAsync(handle), await PickAsync(handle) };
        var waiting = Waiting(handle);
        Assert.Equal((2, 1), await LoadAsync(handle));
        held[0].Lease.End(Outcome.Answered(200));
        Assert.Equal(PickStatus.Picked, (await waiting).Status);
    }

    [Fact]
    public async Task Higher_priorities_are_served_first()
    {
        var handle = Start(Limited(perBackend: 1));
        var held = await PickAsync(handle);
        var low = Waiting(handle, new PickRequest(0));
        var high = Waiting(handle, new PickRequest(0, Priority: 5));
        await LoadAsync(handle);
        held.Lease.End(Outcome.Answered(200));
        Assert.Equal(PickStatus.Picked, (await high).Status);
        Assert.False(low.IsCompleted);
    }

    [Fact]
    public async Task Where_the_queue_is_full_the_next_is_told_to_come_again()
    {
        var handle = Start(Limited(perBackend: 1, queue: 1));
        await PickAsync(handle);
        var waiting = Waiting(handle);
        var refused = await PickAsync(handle);
        Assert.Equal((PickStatus.Saturated, TimeSpan.FromSeconds(1)), (refused.Status, refused.RetryAfter));
        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    public async Task Without_a_queue_nobody_waits()
    {
        var handle = Start(Limited(perBackend: 1, queue: 0));
        await PickAsync(handle);
        Assert.Equal(PickStatus.Saturated, (await PickAsync(handle)).Status);
    }

    [Fact]
    public async Task In_a_full_queue_a_higher_priority_takes_the_place_of_a_lower_one()
    {
        var handle = Start(Limited(perBackend: 1, queue: 1));
        var held = await PickAsync(handle);
        var low = Waiting(handle, new PickRequest(0, Priority: 1));
        var high = Waiting(handle, new PickRequest(0, Priority: 2));
        Assert.Equal(PickStatus.Saturated, (await low).Status);
        held.Lease.End(Outcome.Answered(200));
        Assert.Equal(PickStatus.Picked, (await high).Status);
    }

    [Fact]
    public async Task Who_has_waited_for_the_whole_timeout_is_told_to_come_again()
    {
        var handle = Start(Limited(perBackend: 1));
        await PickAsync(handle);
        var early = Waiting(handle);
        await LoadAsync(handle);
        Clock.Advance(TimeSpan.FromSeconds(3));
        var late = Waiting(handle);
        await LoadAsync(handle);
        Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(PickStatus.Saturated, (await early).Status);
        Assert.Equal((1, 1), await LoadAsync(handle));
        Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(PickStatus.Saturated, (await late).Status);
    }

    [Fact]
    public async Task Time_waited_before_counts()
    {
        var handle = Start(Limited(perBackend: 1));
        await PickAsync(handle);
        Assert.Equal(PickStatus.Saturated, (await PickAsync(handle, new PickRequest(0, Waited: TimeSpan.FromSeconds(5)))).Status);
    }

    [Fact]
    public async Task Who_can_wait_less_than_the_others_is_told_when_that_is_over()
    {
        var handle = Start(Limited(perBackend: 1));
        await PickAsync(handle);
        var patient = Waiting(handle);
        var impatient = Waiting(handle, new PickRequest(0, Patience: TimeSpan.FromSeconds(2)));
        Assert.Equal((1, 2), await LoadAsync(handle));
        Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(PickStatus.TimedOut, (await impatient).Status);
        Assert.Equal((1, 1), await LoadAsync(handle));
        Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(PickStatus.Saturated, (await patient).Status);
    }

    [Fact]
    public async Task Who_cannot_wait_at_all_does_not()
    {
        var handle = Start(Limited(perBackend: 1));
        await PickAsync(handle);
        Assert.Equal(PickStatus.TimedOut, (await PickAsync(handle, new PickRequest(0, Patience: TimeSpan.Zero))).Status);
        Assert.Equal((1, 0), await LoadAsync(handle));
    }

    [Fact]
    public async Task Who_leaves_makes_room_for_the_next()
    {
        var handle = Start(Limited(perBackend: 1));
        var held = await PickAsync(handle);
        using var client = new CancellationTokenSource();
        var gone = Waiting(handle, client: client.Token);
        var next = Waiting(handle);
        await client.CancelAsync();
        Assert.Equal(PickStatus.Left, (await gone).Status);
        Assert.Equal((1, 1), await LoadAsync(handle));
        held.Lease.End(Outcome.Answered(200));
        Assert.Equal(PickStatus.Picked, (await next).Status);
    }

    [Fact]
    public async Task A_client_that_leaves_after_its_turn_has_come_changes_nothing()
    {
        var handle = Start(Limited(perBackend: 1));
        using var client = new CancellationTokenSource();
        var held = await PickAsync(handle, client: client.Token);
        await client.CancelAsync();
        var other = Waiting(handle);
        Assert.Equal((1, 1), await LoadAsync(handle));
        held.Lease.End(Outcome.Answered(200));
        Assert.Equal(PickStatus.Picked, (await other).Status);
    }

    [Fact]
    public async Task Who_waits_gets_a_backend_that_a_new_configuration_adds()
    {
        var handle = Start(Limited(perBackend: 1));
        await PickAsync(handle);
        var waiting = Waiting(handle);
        Reconfigure(handle, Limited(perBackend: 1, backends: 2));
        Assert.Equal(8002, (await waiting).Lease.Backend.Port);
    }

    [Fact]
    public async Task What_is_under_way_counts_on_when_a_backend_is_checked_in_another_way()
    {
        var handle = Start(Limited(perBackend: 1, queue: 0));
        var held = await PickAsync(handle);
        Reconfigure(handle, Limited(perBackend: 1, queue: 0) with { HealthCheck = HealthCheckConfig.Default with { UnhealthyAfter = 7 } });
        Assert.Equal((1, 0), await LoadAsync(handle));
        Assert.Equal(PickStatus.Saturated, (await PickAsync(handle)).Status);
        held.Lease.End(Outcome.Answered(200));
        Assert.Equal(PickStatus.Picked, (await PickAsync(handle)).Status);
    }

    [Fact]
    public async Task Who_waits_by_a_version_that_holds_no_more_asks_again()
    {
        var (old, next) = (Limited(perBackend: 1), Limited(perBackend: 1, group: 5));
        var handle = Start(old);
        await PickAsync(handle, new PickRequest(0, Asked: new UpstreamVersion(1, old)));
        var waiting = Waiting(handle, new PickRequest(0, Asked: new UpstreamVersion(1, old)));
        var newer = Waiting(handle, new PickRequest(0, Asked: new UpstreamVersion(2, next)));
        Assert.Equal(PickStatus.Outdated, (await waiting).Status);
        Assert.False(newer.IsCompleted);
    }

    [Fact]
    public async Task Who_has_tried_the_free_backend_does_not_keep_others_from_it()
    {
        var handle = Start(Limited(perBackend: 1, backends: 2));
        var held = new[] { await PickAsync(handle), await PickAsync(handle) };
        var tried = new TriedBackends();
        tried.Add(Some.Address(8001));
        var picky = Waiting(handle, new PickRequest(0, tried));
        var other = Waiting(handle);
        await LoadAsync(handle);
        held.Single(pick => pick.Lease.Backend.Port == 8001).Lease.End(Outcome.Answered(200));
        Assert.Equal(8001, (await other).Lease.Backend.Port);
        Assert.False(picky.IsCompleted);
        held.Single(pick => pick.Lease.Backend.Port == 8002).Lease.End(Outcome.Answered(200));
        Assert.Equal(8002, (await picky).Lease.Backend.Port);
    }

    [Fact]
    public async Task Room_that_nobody_who_waits_can_take_is_for_who_comes_though_no_more_may_wait()
    {
        var handle = Start(Limited(perBackend: 1, backends: 2, queue: 1));
        var held = new[] { await PickAsync(handle), await PickAsync(handle) };
        var tried = new TriedBackends();
        tried.Add(Some.Address(8001));
        var picky = Waiting(handle, new PickRequest(0, tried));
        await LoadAsync(handle);
        held.Single(pick => pick.Lease.Backend.Port == 8001).Lease.End(Outcome.Answered(200));
        Assert.Equal(8001, (await PickAsync(handle)).Lease.Backend.Port);
        Assert.Equal((2, 1), await LoadAsync(handle));
        Assert.False(picky.IsCompleted);
    }

    [Fact]
    public async Task Who_has_tried_all_that_is_left_is_told_so_and_waits_no_longer()
    {
        var handle = Start(Limited(perBackend: 1, backends: 2));
        var held = new[] { await PickAsync(handle), await PickAsync(handle) };
        var tried = new TriedBackends();
        tried.Add(Some.Address(8001));
        var picky = Waiting(handle, new PickRequest(0, tried));
        await LoadAsync(handle);
        Reconfigure(handle, Limited(perBackend: 1));
        held.Single(pick => pick.Lease.Backend.Port == 8001).Lease.End(Outcome.Answered(200));
        Assert.Equal(PickStatus.NoneAvailable, (await picky).Status);
    }

    [Fact]
    public async Task Repetitions_that_wait_count_against_the_budget()
    {
        var handle = Start(Limited(perBackend: 1) with { RetryBudget = new RetryBudgetConfig(Percent: 0, Least: 2) });
        var held = await PickAsync(handle);
        var repetition = new PickRequest(0, IsRepetition: true);
        var (first, second) = (Waiting(handle, repetition), Waiting(handle, repetition with { Patience = TimeSpan.FromSeconds(1) }));
        Assert.Equal(PickStatus.OverBudget, (await PickAsync(handle, repetition)).Status);
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(PickStatus.TimedOut, (await second).Status);
        var third = Waiting(handle, repetition);
        Assert.Equal((1, 2), await LoadAsync(handle));
        held.Lease.End(Outcome.Answered(200));
        (await first).Lease.End(Outcome.Answered(200));
        (await third).Lease.End(Outcome.Answered(200));
        Assert.Equal((0, 0), await LoadAsync(handle));
        Assert.Equal(PickStatus.Picked, (await PickAsync(handle, repetition)).Status);
    }

    [Fact]
    public async Task Who_asks_or_waits_by_a_version_before_the_one_that_was_taken_on_asks_again()
    {
        var (old, next) = (Limited(perBackend: 1), Limited(perBackend: 1, queue: 7));
        var handle = Start(old);
        await PickAsync(handle, new PickRequest(0, Asked: new UpstreamVersion(3, old)));
        var waiting = Waiting(handle, new PickRequest(0, Asked: new UpstreamVersion(4, old)));
        handle.Take(new UpstreamVersion(5, next));
        handle.Group.Tell(UpstreamGroupProtocol.Reconfigure.Instance);
        Assert.Equal(PickStatus.Outdated, (await waiting).Status);
        Assert.Equal(PickStatus.Outdated, (await PickAsync(handle, new PickRequest(0, Asked: new UpstreamVersion(4, old)))).Status);
    }

    [Fact]
    public async Task Who_is_bound_to_a_backend_that_is_full_waits_for_it_though_another_has_room()
    {
        var handle = Start(Limited(perBackend: 1, backends: 2) with
        {
            Balancing = new BalancingConfig(BalancingAlgorithm.Sticky) { Sticky = new StickyConfig("bound", null, null) },
        });
        var bound = new PickRequest(new BackendLoad(Some.Address(8001), 1).AddressHash);
        var held = await PickAsync(handle, bound);
        var waiting = Waiting(handle, bound);
        Assert.Equal((1, 1), await LoadAsync(handle));
        Assert.Equal(8002, (await PickAsync(handle)).Lease.Backend.Port);
        held.Lease.End(Outcome.Answered(200));
        Assert.Equal(8001, (await waiting).Lease.Backend.Port);
    }

    [Fact]
    public async Task Where_no_backend_is_available_nobody_waits()
    {
        var handle = Start(Limited(perBackend: 1) with { Backends = [new BackendConfig(Some.Address(), 0)] });
        Assert.Equal(PickStatus.NoneAvailable, (await PickAsync(handle)).Status);
    }

    [Fact]
    public async Task Where_no_backend_is_available_requests_wait_for_one_that_recovers_if_they_may()
    {
        var handle = await BrokenAsync(recovery: TimeSpan.FromSeconds(3));
        var waiting = Waiting(handle);
        Assert.Equal((0, 1), await LoadAsync(handle));
        Clock.Advance(Broken.OpenDuration);
        Assert.Equal(PickStatus.Picked, (await waiting.WaitAsync(Deadline)).Status);
    }

    [Fact]
    public async Task Who_has_waited_for_a_recovery_long_enough_is_told_to_come_again_though_others_may_wait_longer()
    {
        var handle = await DownAsync(recovery: TimeSpan.FromSeconds(1.5));
        var longer = Waiting(handle);
        var shorter = Waiting(handle, new PickRequest(0, Waited: TimeSpan.FromSeconds(1)));
        Assert.Equal((0, 2), await LoadAsync(handle));
        Clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(PickStatus.Saturated, (await shorter.WaitAsync(Deadline)).Status);
        Assert.Equal((0, 1), await LoadAsync(handle));
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(PickStatus.Saturated, (await longer.WaitAsync(Deadline)).Status);
    }

    [Fact]
    public async Task Who_waits_for_a_recovery_waits_on_when_a_request_elsewhere_ends()
    {
        // Bound clients are served by a backend of weight 0, nobody else is.
        var upstream = Limited(backends: 2) with
        {
            Backends = [new BackendConfig(Some.Address(8001), 0), new BackendConfig(Some.Address(8002), 1)],
            Balancing = new BalancingConfig(BalancingAlgorithm.Sticky) { Sticky = new StickyConfig("bound", null, null) },
            Breaker = Broken,
            Capacity = Recovering(TimeSpan.FromSeconds(3)),
        };
        var handle = Start(upstream);
        (await PickAsync(handle)).Lease.End(Outcome.Answered(500));
        await AwaitAssertAsync(async () => Assert.Equal(CircuitState.Open, (await ListAsync(handle)).Backends[1].Availability.Circuit));
        var bound = await PickAsync(handle, new PickRequest(new BackendLoad(Some.Address(8001), 1).AddressHash));
        var waiting = Waiting(handle);
        Assert.Equal((1, 1), await LoadAsync(handle));
        bound.Lease.End(Outcome.Answered(200));
        Assert.Equal((0, 1), await LoadAsync(handle));
        Clock.Advance(Broken.OpenDuration);
        Assert.Equal(8002, (await waiting.WaitAsync(Deadline)).Lease.Backend.Port);
    }

    [Fact]
    public async Task Nobody_waits_for_a_backend_that_is_known_to_be_out_for_longer()
    {
        var handle = await BrokenAsync(recovery: Broken.OpenDuration - TimeSpan.FromMilliseconds(1));
        Assert.Equal(PickStatus.NoneAvailable, (await PickAsync(handle)).Status);
    }

    [Fact]
    public async Task Who_has_tried_the_backend_in_vain_does_not_wait_for_its_recovery()
    {
        var handle = await BrokenAsync(recovery: TimeSpan.FromSeconds(3));
        var tried = new TriedBackends();
        tried.Add(Some.Address());
        Assert.Equal(PickStatus.NoneAvailable, (await PickAsync(handle, new PickRequest(0, tried))).Status);
    }

    [Fact]
    public async Task No_more_wait_for_a_recovery_than_the_queue_has_places()
    {
        var handle = await BrokenAsync(recovery: TimeSpan.FromSeconds(3), queue: 1);
        var waiting = Waiting(handle);
        Assert.Equal(PickStatus.Saturated, (await PickAsync(handle)).Status);
        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    public async Task All_who_wait_are_answered_when_the_group_ends()
    {
        var handle = Start(Limited(perBackend: 1));
        await PickAsync(handle);
        var waiting = Enumerable.Range(0, 3).Select(_ => Waiting(handle)).ToArray();
        await LoadAsync(handle);
        handle.Group.Tell(PoisonPill.Instance);
        foreach (var pick in waiting) Assert.Equal(PickStatus.Lost, (await pick).Status);
    }

    [Fact]
    public async Task Connections_limit_requests_where_each_has_one_to_itself()
    {
        var handle = Start(Limited(queue: 0) with { Capacity = CapacityConfig.Unlimited with { MaxConnections = 1, QueueSize = 0 } });
        await PickAsync(handle);
        Assert.Equal(PickStatus.Saturated, (await PickAsync(handle)).Status);
    }

    [Fact]
    public async Task No_more_repetitions_are_in_flight_than_the_budget_allows()
    {
        var handle = Start(Some.Upstream(weights: [1]) with { RetryBudget = new RetryBudgetConfig(Percent: 50, Least: 1) });
        var repetition = new PickRequest(0, IsRepetition: true);
        var held = await PickAsync(handle, repetition);
        Assert.Equal(PickStatus.OverBudget, (await PickAsync(handle, repetition)).Status);
        for (var i = 0; i < 3; i++) await PickAsync(handle);
        Assert.Equal(PickStatus.Picked, (await PickAsync(handle, repetition)).Status);
        Assert.Equal(PickStatus.OverBudget, (await PickAsync(handle, repetition)).Status);
        held.Lease.End(Outcome.Answered(200));
        Assert.Equal(PickStatus.Picked, (await PickAsync(handle, repetition)).Status);
    }

    /// <summary>Over any sequence of arrivals, ends, departures, outages and recoveries the limits hold, nobody waits while there is room, and nothing is left at the end.</summary>
    [Fact]
    public Task Limits_hold_and_nothing_leaks_whatever_comes() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 6], Gen.Int[0, 6], Gen.Select(Gen.Int[0, 10], Gen.Int[0, 9], Gen.Int[0, 1000]).Array[1, 80]).SampleAsync(
            RunAsync,
            iter: 100,
            threads: 1);

    private async Task RunAsync(int perBackend, int group, int queue, (int Step, int Priority, int Choice)[] steps)
    {
        var up = Limited(perBackend, group, backends: 2, queue);
        up = up with { Capacity = up.Capacity with { RecoveryTimeout = TimeSpan.FromSeconds(5) } };
        var down = up with { Backends = up.Backends.Select(backend => backend with { Weight = 0 }).ToValueList() };
        var isDown = false;
        var handle = Start(up);
        var held = new List<Lease>();
        var waiting = new List<(Task<PickResult> Reply, CancellationTokenSource Client)>();
        foreach (var (step, priority, choice) in steps)
        {
            if (step < 5)
            {
                var client = new CancellationTokenSource();
                waiting.Add((Waiting(handle, new PickRequest(0, Priority: priority), client.Token), client));
            }
            else if (step < 8 && held.Count > 0)
            {
                var lease = held[choice % held.Count];
                held.Remove(lease);
                lease.End(new Outcome(choice % 2 == 0 ? OutcomeKind.Inconclusive : OutcomeKind.Answered, 200));
            }
            else if (step == 10)
            {
                isDown = !isDown;
                Reconfigure(handle, isDown ? down : up);
            }
            else if (waiting.Count > 0)
            {
                await waiting[choice % waiting.Count].Client.CancelAsync();
            }

            var listed = await ListAsync(handle);
            await TakeAnsweredAsync(waiting, held, listed.Waiting);
            Assert.Equal(held.Count, listed.InFlight);
            Assert.Equal(held.Count, listed.Backends.Sum(backend => backend.InFlight));
            Assert.True(listed.InFlight <= group, $"{listed.InFlight} in flight in a group of {group}");
            Assert.All(listed.Backends, backend => Assert.True(backend.InFlight <= perBackend, $"{backend.InFlight} at a backend of {perBackend}"));
            Assert.True(listed.Waiting <= queue, $"{listed.Waiting} wait in a queue of {queue}");
            var hasRoom = !isDown && listed.InFlight < group && listed.Backends.Any(backend => backend.InFlight < perBackend);
            Assert.True(!hasRoom || listed.Waiting == 0, "somebody waits while there is room");
        }

        Reconfigure(handle, up);
        await TakeAnsweredAsync(waiting, held, (await ListAsync(handle)).Waiting);
        while (held.Count > 0)
        {
            var lease = held[^1];
            held.RemoveAt(held.Count - 1);
            lease.End(Outcome.Answered(200));
            await TakeAnsweredAsync(waiting, held, (await ListAsync(handle)).Waiting);
        }

        Assert.Equal((0, 0), await LoadAsync(handle));
        Assert.Empty(waiting);
        handle.Group.Tell(PoisonPill.Instance);
    }

    // All but those who wait have been answered, though the answer may still be on its way here.
    private static async Task TakeAnsweredAsync(List<(Task<PickResult> Reply, CancellationTokenSource Client)> asked, List<Lease> held, int waiting)
    {
        while (asked.Count > waiting)
        {
            var answered = await Task.WhenAny(asked.Select(pick => pick.Reply)).WaitAsync(Deadline);
            var at = asked.FindIndex(pick => pick.Reply == answered);
            asked[at].Client.Dispose();
            asked.RemoveAt(at);
            var result = await answered;
            if (result.Status is PickStatus.Picked) held.Add(result.Lease);
        }
    }

    private static CircuitBreakerConfig Broken => CircuitBreakerConfig.Off with { MaxConsecutiveFailures = 1, OpenDuration = TimeSpan.FromSeconds(2) };

    private static CapacityConfig Recovering(TimeSpan timeout) => CapacityConfig.Unlimited with { RecoveryTimeout = timeout };

    /// <summary>A group whose only backend has just failed, so that its breaker is open.</summary>
    private async Task<UpstreamHandle> BrokenAsync(TimeSpan recovery, int queue = 10)
    {
        var handle = Start(Limited() with { Breaker = Broken, Capacity = Recovering(recovery) with { QueueSize = queue } });
        (await PickAsync(handle)).Lease.End(Outcome.Answered(500));
        await OpenAsync(handle);
        return handle;
    }

    /// <summary>A group whose only backend is unhealthy, by its requests and by a probe.</summary>
    private async Task<UpstreamHandle> DownAsync(TimeSpan recovery)
    {
        var handle = Start(Limited() with { Capacity = Recovering(recovery) });
        for (var i = 0; i < HealthCheckConfig.Default.UnhealthyAfter; i++) (await PickAsync(handle)).Lease.End(new Outcome(OutcomeKind.ConnectFailed));
        await _probes.AnswerAsync(isGood: false);
        await AwaitAssertAsync(async () => Assert.True((await ListAsync(handle)).Backends[0].Availability is { IsHealthy: false, IsOnlySuspected: false }));
        return handle;
    }

    private Task OpenAsync(UpstreamHandle handle) =>
        AwaitAssertAsync(async () => Assert.Equal(CircuitState.Open, (await ListAsync(handle)).Backends[0].Availability.Circuit));

    private static UpstreamConfig Limited(int? perBackend = null, int? group = null, int backends = 1, int queue = 10) =>
        Some.Upstream(weights: [.. Enumerable.Repeat(1, backends)]) with
        {
            Capacity = new CapacityConfig(group, perBackend, null, queue, TimeSpan.FromSeconds(5)),
        };

    private UpstreamHandle Start(UpstreamConfig upstream)
    {
        var handle = new UpstreamHandle(upstream);
        handle.Lead(Sys.ActorOf(UpstreamGroupActor.Props(handle, _probes)));
        return handle;
    }

    private static void Reconfigure(UpstreamHandle handle, UpstreamConfig upstream)
    {
        handle.Config = upstream;
        handle.Group.Tell(UpstreamGroupProtocol.Reconfigure.Instance);
    }

    private static Task<PickResult> PickAsync(UpstreamHandle handle, PickRequest request = default, CancellationToken client = default) =>
        Waiting(handle, request, client).WaitAsync(Deadline, CancellationToken.None);

    private static Task<PickResult> Waiting(UpstreamHandle handle, PickRequest request = default, CancellationToken client = default) =>
        handle.PickAsync(request, client).AsTask();

    /// <summary>In flight and waiting, after everything told before has been heard.</summary>
    private static async Task<(int InFlight, int Waiting)> LoadAsync(UpstreamHandle handle)
    {
        var listed = await ListAsync(handle);
        return (listed.InFlight, listed.Waiting);
    }

    private static Task<UpstreamGroupProtocol.BackendsListed> ListAsync(UpstreamHandle handle) =>
        handle.Group.Ask<UpstreamGroupProtocol.BackendsListed>(UpstreamGroupProtocol.ListBackends.Instance, Deadline);
}
