using Akka.Actor;
using Pingap.Actors.Backends;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Actors.Tests.Backends;
using Pingap.Actors.Tests.Discovery;
using Pingap.Actors.Upstreams;
using Pingap.Testing;

namespace Pingap.Actors.Tests.Upstreams;

public sealed class UpstreamGroupTests : VirtualTimeTest
{
    private readonly FakeProbes _probes = new();
    private readonly IActorRef _upstreams;

    public UpstreamGroupTests() => _upstreams = ActorOfAsTestActorRef<Restarting>(Props.Create(() => new Restarting(_probes))).UnderlyingActor.Upstreams;

    [Fact]
    public async Task A_request_by_a_newer_version_brings_its_backends_with_it()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1]));
        Assert.Equal(8001, (await handle.PickAsync(new(0, null, new UpstreamVersion(1, Some.Upstream(weights: [1]))))).Lease.Backend.Port);
        var next = new UpstreamVersion(2, Some.Upstream(weights: [0, 1]));
        for (var i = 0; i < 3; i++) Assert.Equal(8002, (await handle.PickAsync(new(0, null, next))).Lease.Backend.Port);
    }

    [Fact]
    public async Task A_request_by_an_older_version_that_had_other_backends_is_told_to_ask_again()
    {
        var (old, same, next) = (Some.Upstream(weights: [1]), Some.Upstream(weights: [0, 1]), Some.Upstream(weights: [0, 1]));
        var handle = await StartAsync(old);
        Assert.Equal(PickStatus.Picked, (await handle.PickAsync(new(0, null, new UpstreamVersion(2, same)))).Status);
        Assert.Equal(PickStatus.Picked, (await handle.PickAsync(new(0, null, new UpstreamVersion(3, next)))).Status);
        Assert.Equal(PickStatus.Picked, (await handle.PickAsync(new(0, null, new UpstreamVersion(2, same)))).Status);
        Assert.Equal(PickStatus.Outdated, (await handle.PickAsync(new(0, null, new UpstreamVersion(1, old)))).Status);
    }

    [Fact]
    public async Task A_commit_of_what_was_not_prepared_takes_nothing_away()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1]));
        _upstreams.Tell(new UpstreamsProtocol.Commit(TimeSpan.Zero));
        var listed = await _upstreams.Ask<UpstreamsProtocol.HandlesListed>(UpstreamsProtocol.ListHandles.Instance, TimeSpan.FromSeconds(20));
        Assert.Same(handle, Assert.Single(listed.Handles).Value);
        Assert.Equal(PickStatus.Picked, (await handle.PickAsync(new(0, null))).Status);
    }

    [Fact]
    public async Task What_probes_have_found_holds_when_a_configuration_changes_the_rules()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1]));
        for (var i = 0; i < HealthCheckConfig.Default.UnhealthyAfter; i++) (await handle.PickAsync(new(0, null))).Lease.End(new Outcome(OutcomeKind.ConnectFailed));
        await _probes.AnswerAsync(isGood: false);
        await AwaitAssertAsync(async () => Assert.Equal(PickStatus.NoneAvailable, (await handle.PickAsync(new(0, null))).Status));
        await StartAsync(Some.Upstream(weights: [1]) with { Breaker = CircuitBreakerConfig.Off with { MaxConsecutiveFailures = 9 } });
        await BackendsAsync(handle);
        Assert.Equal(PickStatus.NoneAvailable, (await handle.PickAsync(new(0, null))).Status);
        // Those of the probers before were given up.
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!(await _probes.Asked.Reader.ReadAsync(deadline.Token)).TrySetResult(new ProbeResult(true, "fine")))
        {
        }

        await AwaitAssertAsync(async () => Assert.Equal(PickStatus.Picked, (await handle.PickAsync(new(0, null))).Status));
    }

    [Fact]
    public async Task A_pick_counts_as_in_flight_until_its_lease_ends()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1]));
        var picked = await handle.PickAsync(new(0, null));
        Assert.Equal(1, (await BackendsAsync(handle)).Single().InFlight);
        picked.Lease.End(Outcome.Answered(200));
        Assert.Equal(0, (await BackendsAsync(handle)).Single().InFlight);
    }

    [Fact]
    public async Task Concurrent_picks_spread_exactly_by_weight()
    {
        var handle = await StartAsync(Some.Upstream(weights: [3, 1]));
        var counts = new int[2];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 1000; i++)
            {
                var picked = await handle.PickAsync(new(0, null));
                Interlocked.Increment(ref counts[picked.Lease.Backend.Port - 8001]);
                picked.Lease.End(Outcome.Answered(200));
            }
        })));
        Assert.Equal([6000, 2000], counts);
        Assert.All(await BackendsAsync(handle), backend => Assert.Equal(0, backend.InFlight));
    }

    [Fact]
    public async Task A_backend_that_was_tried_is_not_picked_again()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]));
        var tried = new TriedBackends();
        tried.Add(Some.Address(8001));
        for (var i = 0; i < 4; i++) Assert.Equal(8002, (await handle.PickAsync(new(0, tried))).Lease.Backend.Port);
        tried.Add(Some.Address(8002));
        var none = await handle.PickAsync(new(0, tried));
        Assert.Equal(PickStatus.NoneAvailable, none.Status);
    }

    [Fact]
    public async Task An_unhealthy_backend_is_avoided_at_its_failure_threshold()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]));
        for (var failures = 0; failures < HealthCheckConfig.Default.UnhealthyAfter;)
        {
            var picked = await handle.PickAsync(new(0, null));
            var isFirst = picked.Lease.Backend.Port == 8001;
            if (isFirst) failures++;
            picked.Lease.End(isFirst ? new Outcome(OutcomeKind.ConnectFailed) : Outcome.Answered(200));
        }

        // The backend tells its group through the group's mailbox; the query behind it is the fence.
        await AwaitAssertAsync(async () => Assert.False((await BackendsAsync(handle))[0].Availability.IsHealthy));
        for (var i = 0; i < 10; i++) Assert.Equal(8002, (await handle.PickAsync(new(0, null))).Lease.Backend.Port);
    }

    [Fact]
    public async Task With_no_backend_available_the_pick_says_so()
    {
        var handle = await StartAsync(Some.Upstream(weights: [0, 0]));
        Assert.Equal(PickStatus.NoneAvailable, (await handle.PickAsync(new(0, null))).Status);
    }

    [Fact]
    public async Task Ip_hash_sends_a_client_to_one_backend()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1, 1], balancing: BalancingConfig.IpHash));
        var ports = new HashSet<int>();
        for (var i = 0; i < 20; i++) ports.Add((await handle.PickAsync(new(12345, null))).Lease.Backend.Port);
        Assert.Single(ports);
    }

    [Fact]
    public async Task Half_open_admits_exactly_its_quota()
    {
        var rules = CircuitBreakerConfig.Off with { MaxConsecutiveFailures = 1, HalfOpenSuccesses = 3, OpenDuration = TimeSpan.FromSeconds(10) };
        var handle = await StartAsync(Some.Upstream(weights: [1], circuitBreaker: rules));
        (await handle.PickAsync(new(0, null))).Lease.End(Outcome.Answered(500));
        await AwaitAssertAsync(async () => Assert.Equal(CircuitState.Open, (await BackendsAsync(handle))[0].Availability.Circuit));
        Assert.Equal(PickStatus.NoneAvailable, (await handle.PickAsync(new(0, null))).Status);
        Clock.Advance(TimeSpan.FromSeconds(10));
        await AwaitAssertAsync(async () => Assert.Equal(CircuitState.HalfOpen, (await BackendsAsync(handle))[0].Availability.Circuit));
        var trials = new List<PickResult>();
        for (var i = 0; i < 10; i++) trials.Add(await handle.PickAsync(new(0, null)));
        Assert.Equal(3, trials.Count(t => t.Status is PickStatus.Picked));
        foreach (var trial in trials.Where(t => t.Status is PickStatus.Picked)) trial.Lease.End(Outcome.Answered(200));
        await AwaitAssertAsync(async () => Assert.Equal(CircuitState.Closed, (await BackendsAsync(handle))[0].Availability.Circuit));
        Assert.Equal(PickStatus.Picked, (await handle.PickAsync(new(0, null))).Status);
    }

    [Fact]
    public async Task A_new_configuration_keeps_the_actor_and_count_of_backends_that_stay()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]));
        var held = await handle.PickAsync(new(0, null));
        var group = handle.Group;
        await StartAsync(Some.Upstream(weights: [5, 1, 1]));
        await AwaitAssertAsync(async () => Assert.Equal(3, (await BackendsAsync(handle)).Count));
        var backends = await BackendsAsync(handle);
        Assert.Same(group, handle.Group);
        Assert.Equal((5, 1), (backends[0].Weight, backends[0].InFlight));
        await AwaitAssertAsync(() => Assert.Equal(3, _probes.Created.Count)); // probers start on threads of their own
        held.Lease.End(Outcome.Answered(200));
        Assert.Equal(0, (await BackendsAsync(handle))[0].InFlight);
    }

    [Fact]
    public async Task A_backend_that_is_gone_is_not_picked_and_its_last_lease_ends_quietly()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]));
        var held = await handle.PickAsync(new(0, null));
        await StartAsync(Some.Upstream(weights: [1, 1]) with { Backends = [new BackendConfig(Some.Address(8002), 1)] });
        await AwaitAssertAsync(async () => Assert.Equal(8002, (await BackendsAsync(handle))[0].Address.Port));
        held.Lease.End(Outcome.Answered(200));
        Assert.Single(await BackendsAsync(handle));
        for (var i = 0; i < 3; i++) Assert.Equal(8002, (await handle.PickAsync(new(0, null))).Lease.Backend.Port);
    }

    [Fact]
    public async Task Every_pick_ends_while_the_group_is_killed_again_and_again()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]));
        using var stop = new CancellationTokenSource();
        var fronts = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var picked = 0;
            while (!stop.IsCancellationRequested)
            {
                var result = await handle.PickAsync(new(0, null)).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
                if (result.Status is not PickStatus.Picked) continue;
                result.Lease.End(Outcome.Answered(200));
                picked++;
            }

            return picked;
        })).ToArray();
        for (var i = 0; i < 200; i++)
        {
            var group = handle.Group;
            group.Tell(i % 2 == 0 ? Kill.Instance : PoisonPill.Instance);
            if (i % 2 != 0) Assert.True(await handle.ReplacedAsync(group, TimeSpan.FromSeconds(20), default));
            await AwaitAssertAsync(async () => Assert.Equal(PickStatus.Picked, (await handle.PickAsync(new(0, null))).Status));
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(fronts), picked => Assert.True(picked > 0));
    }

    [Fact]
    public async Task A_pick_that_a_crash_interrupts_is_answered_and_the_group_starts_afresh()
    {
        var handle = await StartAsync(Some.Upstream(weights: [0]));
        var group = handle.Group;
        var defect = new UpstreamVersion(1, null!);
        Assert.Equal(PickStatus.Interrupted, (await handle.PickAsync(new(0, null, defect)).AsTask().WaitAsync(TimeSpan.FromSeconds(20))).Status);
        handle.Config = Some.Upstream(weights: [1]);
        group.Tell(UpstreamGroupProtocol.Reconfigure.Instance);
        await AwaitAssertAsync(async () => Assert.Equal(PickStatus.Picked, (await handle.PickAsync(new(0, null))).Status));
        Assert.Same(group, handle.Group);
    }

    [Fact]
    public async Task A_pick_told_to_a_group_that_ended_is_lost_not_forgotten()
    {
        var handle = await StartAsync(Some.Upstream());
        var dead = handle.Group;
        Watch(dead);
        dead.Tell(PoisonPill.Instance);
        ExpectTerminated(dead);
        var slot = PickSlot.Rent(new PickRequest(0));
        var reply = slot.Reply;
        dead.Tell(slot);
        Assert.Equal(PickStatus.Lost, (await reply.AsTask().WaitAsync(TimeSpan.FromSeconds(20))).Status);
    }

    [Fact]
    public async Task A_retired_group_serves_until_it_has_been_quiet()
    {
        var handle = await StartAsync(Some.Upstream("old"));
        var held = await handle.PickAsync(new(0, null));
        Watch(handle.Group);
        await StartAsync(Some.Upstream("new"));
        await FenceAsync(handle.Group);
        Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(PickStatus.Picked, (await handle.PickAsync(new(0, null))).Status);
        Assert.Equal(2, (await BackendsAsync(handle)).Sum(b => b.InFlight));
        held.Lease.End(Outcome.Answered(200));
        Clock.Advance(TimeSpan.FromSeconds(30));
        ExpectTerminated(handle.Group);
    }

    [Fact]
    public async Task An_aborted_preparation_leaves_no_group_behind()
    {
        var prepared = await _upstreams.Ask<UpstreamsProtocol.Prepared>(new UpstreamsProtocol.Prepare([Some.Upstream("new")]));
        var group = prepared.Handles[new UpstreamName("new")].Group;
        Watch(group);
        _upstreams.Tell(UpstreamsProtocol.Abort.Instance);
        ExpectTerminated(group);
    }

    [Fact]
    public async Task Whoever_prepares_hears_of_a_crash() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _upstreams.Ask<UpstreamsProtocol.Prepared>(
            new UpstreamsProtocol.Prepare([Some.Upstream() with { Name = default }]), TimeSpan.FromSeconds(20)));

    [Fact]
    public async Task Retry_after_is_when_the_first_breaker_lets_requests_through()
    {
        var rules = CircuitBreakerConfig.Off with { MaxConsecutiveFailures = 1, OpenDuration = TimeSpan.FromSeconds(2) };
        var handle = await StartAsync(Some.Upstream(weights: [1], circuitBreaker: rules));
        (await handle.PickAsync(new(0, null))).Lease.End(Outcome.Answered(500));
        await AwaitAssertAsync(async () => Assert.Equal(CircuitState.Open, (await BackendsAsync(handle))[0].Availability.Circuit));
        Assert.Equal(TimeSpan.FromSeconds(2), (await handle.PickAsync(new(0, null))).RetryAfter);
    }

    [Fact]
    public async Task Groups_come_back_when_their_supervisor_crashes()
    {
        var handle = await StartAsync(Some.Upstream());
        var group = handle.Group;
        _upstreams.Tell(Kill.Instance);
        Assert.True(await handle.ReplacedAsync(group, TimeSpan.FromSeconds(20), default));
        Assert.Equal(PickStatus.Picked, (await handle.PickAsync(new(0, null))).Status);
    }

    private async Task<UpstreamHandle> StartAsync(UpstreamConfig upstream)
    {
        var prepared = await _upstreams.Ask<UpstreamsProtocol.Prepared>(new UpstreamsProtocol.Prepare([upstream]), TimeSpan.FromSeconds(20));
        _upstreams.Tell(new UpstreamsProtocol.Commit(TimeSpan.FromSeconds(30)));
        await FenceAsync(_upstreams);
        return prepared.Handles[upstream.Name];
    }

    private static Task FenceAsync(IActorRef actor) => actor.Ask<ActorIdentity>(new Identify(0), TimeSpan.FromSeconds(20));

    private static async Task<ValueList<BackendView>> BackendsAsync(UpstreamHandle handle) =>
        (await handle.Group.Ask<UpstreamGroupProtocol.BackendsListed>(UpstreamGroupProtocol.ListBackends.Instance, TimeSpan.FromSeconds(20))).Backends;

    // The user guardian stops what is killed; a parent that restarts it shows what a crash does.
    private sealed class Restarting(FakeProbes probes) : UntypedActor
    {
        public IActorRef Upstreams { get; } = Context.ActorOf(UpstreamsActor.Props(probes, new FakeDiscoveries()));

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Restart);

        protected override void OnReceive(object message) => Unhandled(message);
    }
}
