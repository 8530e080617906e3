using Akka.Actor;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Actors.Tests.Backends;
using Pingap.Actors.Tests.Discovery;
using Pingap.Actors.Upstreams;
using Pingap.Testing;

namespace Pingap.Actors.Tests.Upstreams;

/// <summary>What operators ask for backends and upstreams, and what becomes of it.</summary>
public sealed class UpstreamDrainTests : VirtualTimeTest
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly FakeProbes _probes = new();
    private readonly IActorRef _upstreams;

    public UpstreamDrainTests() => _upstreams = ActorOfAsTestActorRef<Restarting>(Props.Create(() => new Restarting(_probes))).UnderlyingActor.Upstreams;

    [Fact]
    public async Task A_backend_that_is_drained_gets_nothing_new_and_is_drained_when_its_last_request_has_ended()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]));
        var held = await HoldAsync(handle, 8001);
        await AskAsync(OrderKind.Drain, backend: 8001);

        for (var i = 0; i < 10; i++) Assert.Equal(8002, await PickedAsync(handle));
        Assert.Equal((DrainState.Draining, 1), await StateAsync(handle, 8001));
        held.End(Outcome.Answered(200));
        Assert.Equal((DrainState.Drained, 0), await StateAsync(handle, 8001));
        Assert.Equal(
            ["draining, 1 left: an operator: drain: by root", "drained: its last request ended: "],
            (await ViewAsync(handle, 8001)).Changes.Select(entry => $"{entry.What}: {entry.Cause}: {entry.Evidence}"));
    }

    [Fact]
    public async Task A_backend_without_requests_is_drained_at_once()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]));
        await AskAsync(OrderKind.Drain, backend: 8001);
        Assert.Equal((DrainState.Drained, 0), await StateAsync(handle, 8001));
    }

    [Fact]
    public async Task What_is_left_when_the_time_is_over_is_broken_off()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]));
        var (held, other) = (await HoldAsync(handle, 8001), await HoldAsync(handle, 8002));
        await AskAsync(OrderKind.Drain, backend: 8001, within: 30);

        Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(DrainState.Draining, (await StateAsync(handle, 8001)).State);
        Assert.False(held.BrokenOff.IsCancellationRequested);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await CancelledAsync(held.BrokenOff);
        var view = await ViewAsync(handle, 8001);
        Assert.Equal((DrainState.Drained, 1), (view.Drain.State, view.Drain.BrokenOff));
        Assert.Equal("drained, 1 broken off: its time is over", $"{view.Changes[^1].What}: {view.Changes[^1].Cause}");
        Assert.False(other.BrokenOff.IsCancellationRequested);

        held.End(new Outcome(OutcomeKind.Inconclusive));
        await AskAsync(OrderKind.Enable, backend: 8001);
        Assert.False((await HoldAsync(handle, 8001)).BrokenOff.IsCancellationRequested);
    }

    [Fact]
    public async Task No_time_at_all_breaks_off_at_once()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]));
        var held = await HoldAsync(handle, 8001);
        await AskAsync(OrderKind.Drain, backend: 8001, within: 0);
        await CancelledAsync(held.BrokenOff);
        Assert.Equal(DrainState.Drained, (await StateAsync(handle, 8001)).State);
    }

    [Fact]
    public async Task An_enabled_backend_has_its_turns_again()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]));
        await AskAsync(OrderKind.Drain, backend: 8001);
        await AskAsync(OrderKind.Enable, backend: 8001);
        Assert.Equal([8001, 8002], new[] { await PickedAsync(handle), await PickedAsync(handle) }.Order());
        Assert.Equal("active: an operator: enable: by root", (await ViewAsync(handle, 8001)).Changes.Select(entry => $"{entry.What}: {entry.Cause}: {entry.Evidence}").Last());
    }

    [Fact]
    public async Task An_enabled_backend_warms_up()
    {
        var handle = await StartAsync(Some.Upstream(weights: [10, 10]) with { SlowStart = TimeSpan.FromSeconds(30) });
        await PickedAsync(handle);
        await AskAsync(OrderKind.Drain, backend: 8001);
        Assert.Equal(0, (await ViewAsync(handle, 8001)).Share);
        await AskAsync(OrderKind.Enable, backend: 8001);
        await PickedAsync(handle);
        Assert.Equal(0.1, (await ViewAsync(handle, 8001)).Share);
        Clock.Advance(TimeSpan.FromSeconds(15));
        await PickedAsync(handle);
        Assert.Equal(5, (await ViewAsync(handle, 8001)).Share);
    }

    [Fact]
    public async Task A_disabled_backend_is_not_probed_until_it_is_enabled()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1]));
        await AwaitAssertAsync(() => Assert.Equal(1, _probes.Asked.Reader.Count)); // probers start on threads of their own
        await AskAsync(OrderKind.Disable, backend: 8001);
        Assert.Equal(DrainState.Disabled, (await StateAsync(handle, 8001)).State);
        await FenceAsync();
        await _probes.AnswerAsync(isGood: false);
        await FenceAsync();
        for (var i = 0; i < 5; i++)
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            await FenceAsync();
        }

        Assert.Equal(0, _probes.Asked.Reader.Count);
        await AskAsync(OrderKind.Enable, backend: 8001);
        await AwaitAssertAsync(() => Assert.Equal(1, _probes.Asked.Reader.Count));

        // What was told to the backend's actor has reached its prober.
        async Task FenceAsync()
        {
            var backend = await Sys.ActorSelection($"{handle.Group.Path}/127.0.0.1:8001~1").ResolveOne(Deadline);
            await backend.Ask<ActorIdentity>(new Identify(0), Deadline);
            var prober = await Sys.ActorSelection($"{backend.Path}/prober").ResolveOne(Deadline);
            await prober.Ask<ActorIdentity>(new Identify(0), Deadline);
        }
    }

    [Fact]
    public async Task A_weight_counts_until_the_configured_one_is_asked_for()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]));
        await AskAsync(OrderKind.Weigh, backend: 8001, weight: 3);
        var view = await ViewAsync(handle, 8001);
        Assert.Equal((3, 1, 3.0), (view.Weight, view.ConfiguredWeight, view.Share));
        var picks = new List<int>();
        for (var i = 0; i < 8; i++) picks.Add(await PickedAsync(handle));
        Assert.Equal(6, picks.Count(port => port == 8001));
        Assert.Equal(
            "127.0.0.1:8001 has weight 3: an operator: weight 3: before 1, by root",
            (await ListAsync(handle)).Changes.Select(entry => $"{entry.What}: {entry.Cause}: {entry.Evidence}").Last());

        await AskAsync(OrderKind.Weigh, backend: 8001);
        Assert.Equal(1, (await ViewAsync(handle, 8001)).Weight);
    }

    [Fact]
    public async Task A_drained_upstream_refuses_and_comes_back()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]));
        var held = await HoldAsync(handle, 8001);
        await AskAsync(OrderKind.Drain);
        var refused = await handle.PickAsync(new(0));
        Assert.Equal(PickStatus.NoneAvailable, refused.Status);
        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        Assert.Equal((DrainState.Draining, 1), await WholeAsync(handle));
        held.End(Outcome.Answered(200));
        Assert.Equal((DrainState.Drained, 0), await WholeAsync(handle));
        await AskAsync(OrderKind.Enable);
        Assert.Equal(PickStatus.Picked, (await handle.PickAsync(new(0))).Status);
        Assert.Equal(["draining, 1 left", "drained", "active"], (await ListAsync(handle)).Changes.Select(entry => entry.What).TakeLast(3));
    }

    [Fact]
    public async Task Who_waits_for_a_backend_that_is_taken_out_is_refused_at_once()
    {
        var handle = await StartAsync(Limited(backends: 1));
        await HoldAsync(handle, 8001);
        var waiting = handle.PickAsync(new(0)).AsTask();
        await AskAsync(OrderKind.Drain, backend: 8001);
        Assert.Equal(PickStatus.NoneAvailable, (await waiting.WaitAsync(Deadline)).Status);
    }

    [Fact]
    public async Task Who_waits_is_served_at_once_by_a_backend_that_is_enabled()
    {
        var handle = await StartAsync(Limited(backends: 2));
        await AskAsync(OrderKind.Drain, backend: 8002);
        await HoldAsync(handle, 8001);
        var waiting = handle.PickAsync(new(0)).AsTask();
        await AskAsync(OrderKind.Enable, backend: 8002);
        Assert.Equal(8002, (await waiting.WaitAsync(Deadline)).Lease.Backend.Port);
    }

    [Fact]
    public async Task Panic_does_not_try_what_operators_have_taken_out()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]) with { PanicThreshold = 100 });
        await AskAsync(OrderKind.Drain, backend: 8001);
        var listed = await ListAsync(handle);
        Assert.False(listed.IsPanic);
        for (var i = 0; i < 4; i++) Assert.Equal(8002, await PickedAsync(handle));
    }

    [Fact]
    public async Task With_weight_0_clients_that_are_bound_stay_and_nobody_new_comes()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1], balancing: new BalancingConfig(BalancingAlgorithm.Sticky)));
        var bound = (await HoldAsync(handle, 8001)).BackendHash;
        await AskAsync(OrderKind.Weigh, backend: 8001, weight: 0);
        for (var i = 0; i < 4; i++) Assert.Equal(8001, await PickedAsync(handle, bound));
        for (var i = 0; i < 4; i++) Assert.Equal(8002, await PickedAsync(handle));

        await AskAsync(OrderKind.Drain, backend: 8001);
        Assert.Equal(8002, await PickedAsync(handle, bound));
    }

    [Fact]
    public async Task With_other_algorithms_weight_0_is_never_picked()
    {
        var handle = await StartAsync(Some.Upstream(weights: [0], balancing: BalancingConfig.IpHash));
        var hash = new Pingap.Actors.Balancing.BackendLoad(Some.Address(8001), 0).AddressHash;
        Assert.Equal(PickStatus.NoneAvailable, (await handle.PickAsync(new(hash))).Status);
    }

    [Fact]
    public async Task Orders_outlive_the_group_and_its_supervisor_and_a_new_configuration()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]));
        await AskAsync(OrderKind.Drain, backend: 8001);
        await AskAsync(OrderKind.Weigh, backend: 8002, weight: 5);

        handle.Group.Tell(Kill.Instance);
        await HoldsAsync();
        var group = handle.Group;
        group.Tell(PoisonPill.Instance);
        Assert.True(await handle.ReplacedAsync(group, Deadline, default));
        await HoldsAsync();
        group = handle.Group;
        _upstreams.Tell(Kill.Instance);
        Assert.True(await handle.ReplacedAsync(group, Deadline, default));
        await HoldsAsync();
        await StartAsync(Some.Upstream(weights: [1, 1, 1]));
        await HoldsAsync();

        Task HoldsAsync() => AwaitAssertAsync(async () =>
        {
            Assert.Equal(DrainState.Drained, (await ViewAsync(handle, 8001)).Drain.State);
            Assert.Equal(5, (await ViewAsync(handle, 8002)).Weight);
        });
    }

    [Fact]
    public async Task What_is_under_way_when_the_group_fails_is_broken_off_all_the_same()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]));
        var held = await HoldAsync(handle, 8001);
        await AskAsync(OrderKind.Drain, backend: 8001, within: 30);
        handle.Group.Tell(Kill.Instance);
        await AwaitAssertAsync(async () => Assert.Equal(DrainState.Drained, (await ViewAsync(handle, 8001)).Drain.State));
        Clock.Advance(TimeSpan.FromSeconds(30));
        await CancelledAsync(held.BrokenOff);
    }

    [Fact]
    public async Task A_backend_that_leaves_the_configuration_forgets_its_orders_and_is_shown_until_its_last_request_has_ended()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]));
        var held = await HoldAsync(handle, 8001);
        await AskAsync(OrderKind.Drain, backend: 8001, within: 30);
        await StartAsync(Some.Upstream() with { Backends = [new BackendConfig(Some.Address(8002), 1)] });

        await AwaitAssertAsync(async () => Assert.Equal([8002, 8001], (await ListAsync(handle)).Backends.Select(each => each.Address.Port)));
        Assert.Equal((DrainState.Draining, 1), await StateAsync(handle, 8001));
        Clock.Advance(TimeSpan.FromSeconds(30));
        await CancelledAsync(held.BrokenOff);
        held.End(new Outcome(OutcomeKind.Inconclusive));
        Assert.Equal([8002], (await ListAsync(handle)).Backends.Select(each => each.Address.Port));
        Assert.Equal("127.0.0.1:8001 gone: its last request ended", (await ListAsync(handle)).Changes.Select(entry => $"{entry.What}: {entry.Cause}").Last());

        await StartAsync(Some.Upstream(weights: [1, 1]));
        await AwaitAssertAsync(async () => Assert.Equal(DrainState.Active, (await ViewAsync(handle, 8001)).Drain.State));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(8001)]
    public async Task What_has_left_the_configuration_can_be_broken_off(int? drained)
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]));
        var held = await HoldAsync(handle, 8001);
        await StartAsync(Some.Upstream() with { Backends = [new BackendConfig(Some.Address(8002), 1)] });
        await AwaitAssertAsync(async () => Assert.Equal((DrainState.Draining, 1), await StateAsync(handle, 8001)));
        await AskAsync(OrderKind.Drain, backend: drained, within: 10);
        Assert.False(held.BrokenOff.IsCancellationRequested);
        Clock.Advance(TimeSpan.FromSeconds(10));
        await CancelledAsync(held.BrokenOff);
    }

    [Fact]
    public async Task A_drained_upstream_refuses_at_once_though_requests_may_wait_for_a_recovery()
    {
        var upstream = Some.Upstream();
        var handle = await StartAsync(upstream with { Capacity = upstream.Capacity with { RecoveryTimeout = TimeSpan.FromSeconds(3) } });
        await AskAsync(OrderKind.Drain);
        Assert.Equal(PickStatus.NoneAvailable, (await handle.PickAsync(new(0)).AsTask().WaitAsync(Deadline)).Status);
    }

    [Fact]
    public async Task An_upstream_that_fails_while_it_retires_ends_all_the_same()
    {
        var handle = await StartAsync(Some.Upstream("old"));
        await handle.PickAsync(new(0));
        await StartAsync(Some.Upstream("new"));
        await ListAsync(handle);
        handle.Group.Tell(Kill.Instance);
        Watch(handle.Group);
        await AwaitAssertAsync(async () => Assert.Equal(DrainState.Draining, (await WholeAsync(handle)).State));
        Clock.Advance(TimeSpan.FromSeconds(30));
        ExpectTerminated(handle.Group);
    }

    [Fact]
    public async Task A_backend_that_comes_back_while_requests_to_it_are_under_way_counts_them()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]));
        var held = await HoldAsync(handle, 8001);
        await StartAsync(Some.Upstream() with { Backends = [new BackendConfig(Some.Address(8002), 1)] });
        await AwaitAssertAsync(async () => Assert.Equal((DrainState.Draining, 1), await StateAsync(handle, 8001)));
        await StartAsync(Some.Upstream(weights: [1, 1]));
        await AwaitAssertAsync(async () => Assert.Equal((DrainState.Active, 1), await StateAsync(handle, 8001)));
        held.End(Outcome.Answered(200));
        Assert.Equal((DrainState.Active, 0), await StateAsync(handle, 8001));
        Assert.Equal([8001, 8002], (await ListAsync(handle)).Backends.Select(each => each.Address.Port));
    }

    [Fact]
    public async Task An_upstream_that_leaves_the_configuration_is_shown_until_it_ends()
    {
        var handle = await StartAsync(Some.Upstream("old"));
        var held = (await handle.PickAsync(new(0))).Lease;
        await StartAsync(Some.Upstream("new"));
        Assert.Equal([handle], (await HandlesAsync()).Retiring);
        Assert.Equal((DrainState.Draining, 1), await WholeAsync(handle));
        held.End(Outcome.Answered(200));
        Watch(handle.Group);
        Clock.Advance(TimeSpan.FromSeconds(30));
        ExpectTerminated(handle.Group);
        await AwaitAssertAsync(async () => Assert.Empty((await HandlesAsync()).Retiring));
    }

    [Fact]
    public async Task Nobody_is_ordered_who_is_not_there()
    {
        await StartAsync(Some.Upstream(weights: [1, 1]));
        var upstream = await _upstreams.Ask<UpstreamsProtocol.NobodyToOrder>(
            new UpstreamsProtocol.GiveOrder(new("apo"), null, new(OrderKind.Drain, "root")), Deadline);
        Assert.Equal((true, "api"), (upstream.IsUpstream, upstream.Known.Single()));
        var backend = await _upstreams.Ask<UpstreamsProtocol.NobodyToOrder>(
            new UpstreamsProtocol.GiveOrder(new("api"), "127.0.0.1:80", new(OrderKind.Drain, "root")), Deadline);
        Assert.False(backend.IsUpstream);
        Assert.Equal(["127.0.0.1:8001", "127.0.0.1:8002"], backend.Known);
    }

    private static UpstreamConfig Limited(int backends) => Some.Upstream(weights: [.. Enumerable.Repeat(1, backends)]) with
    {
        Capacity = CapacityConfig.Unlimited with { MaxInFlightPerBackend = 1, QueueTimeout = TimeSpan.FromMinutes(1) },
    };

    private static Task CancelledAsync(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(cancelled.SetResult);
        return cancelled.Task.WaitAsync(Deadline, CancellationToken.None);
    }

    private static async Task<int> PickedAsync(UpstreamHandle handle, ulong key = 0)
    {
        var picked = await handle.PickAsync(new(key));
        picked.Lease.End(Outcome.Answered(200));
        return picked.Lease.Backend.Port;
    }

    private static async Task<Lease> HoldAsync(UpstreamHandle handle, int port)
    {
        while (true)
        {
            var picked = await handle.PickAsync(new(0));
            Assert.Equal(PickStatus.Picked, picked.Status);
            if (picked.Lease.Backend.Port == port) return picked.Lease;
            picked.Lease.End(Outcome.Answered(200));
        }
    }

    private static async Task<(DrainState State, int InFlight)> StateAsync(UpstreamHandle handle, int port)
    {
        var view = await ViewAsync(handle, port);
        return (view.Drain.State, view.InFlight);
    }

    private static async Task<(DrainState State, int InFlight)> WholeAsync(UpstreamHandle handle)
    {
        var listed = await ListAsync(handle);
        return (listed.Drain.State, listed.InFlight);
    }

    private static async Task<BackendView> ViewAsync(UpstreamHandle handle, int port) =>
        (await ListAsync(handle)).Backends.Single(backend => backend.Address.Port == port);

    private static Task<UpstreamGroupProtocol.BackendsListed> ListAsync(UpstreamHandle handle) =>
        handle.Group.Ask<UpstreamGroupProtocol.BackendsListed>(UpstreamGroupProtocol.ListBackends.Instance, Deadline);

    private Task<UpstreamsProtocol.HandlesListed> HandlesAsync() =>
        _upstreams.Ask<UpstreamsProtocol.HandlesListed>(UpstreamsProtocol.ListHandles.Instance, Deadline);

    private Task AskAsync(OrderKind kind, int? backend = null, int? within = null, int? weight = null) => _upstreams.Ask<UpstreamsProtocol.OrderGiven>(
        new UpstreamsProtocol.GiveOrder(
            new("api"),
            backend is { } port ? Some.Address(port).ToString() : null,
            new(kind, "root") { Within = within is { } seconds ? TimeSpan.FromSeconds(seconds) : null, Weight = weight }),
        Deadline);

    private async Task<UpstreamHandle> StartAsync(UpstreamConfig upstream)
    {
        var prepared = await _upstreams.Ask<UpstreamsProtocol.Prepared>(new UpstreamsProtocol.Prepare([upstream]), Deadline);
        _upstreams.Tell(new UpstreamsProtocol.Commit(TimeSpan.FromSeconds(30)));
        await _upstreams.Ask<ActorIdentity>(new Identify(0), Deadline);
        return prepared.Handles[upstream.Name];
    }

    // The user guardian stops what is killed; a parent that restarts it shows what a crash does.
    private sealed class Restarting(FakeProbes probes) : UntypedActor
    {
        public IActorRef Upstreams { get; } = Context.ActorOf(UpstreamsActor.Props(probes, new FakeDiscoveries()));

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Restart);

        protected override void OnReceive(object message) => Unhandled(message);
    }
}
