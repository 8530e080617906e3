using Akka.Actor;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Actors.Tests.Discovery;
using Pingap.Actors.Tests.Backends;
using Pingap.Actors.Upstreams;
using Pingap.Testing;

namespace Pingap.Actors.Tests.Upstreams;

/// <summary>What a group brings to its balancer: keys, latencies, the time, backups.</summary>
public sealed class GroupBalancingTests : VirtualTimeTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly IActorRef _upstreams;

    public GroupBalancingTests() => _upstreams = Sys.ActorOf(UpstreamsActor.Props(new FakeProbes(), new FakeDiscoveries()));

    [Fact]
    public async Task A_cookie_brings_its_client_back()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1, 1], balancing: new(BalancingAlgorithm.Sticky) { Sticky = StickyConfig.Default }));
        var first = (await handle.PickAsync(new(0, null))).Lease;
        for (var i = 0; i < 10; i++) Assert.Equal(first.Backend, (await handle.PickAsync(new(first.BackendHash, null))).Lease.Backend);
    }

    [Fact]
    public async Task A_cookie_outlives_a_change_of_the_configuration()
    {
        var sticky = Some.Upstream(weights: [1, 1, 1], balancing: new(BalancingAlgorithm.Sticky) { Sticky = StickyConfig.Default });
        var last = (await Picks(await StartAsync(sticky), 3))[2];
        var handle = await StartAsync(sticky with { Backends = [new(Some.Address(8009), 50), .. sticky.Backends] });
        for (var i = 0; i < 10; i++) Assert.Equal(last.Backend, (await handle.PickAsync(new(last.BackendHash, null))).Lease.Backend);
    }

    [Fact]
    public async Task The_latency_of_ended_leases_chooses_the_faster_backend()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1], balancing: new(BalancingAlgorithm.PeakEwma)));
        foreach (var lease in await Picks(handle, 2)) End(lease);
        for (var i = 0; i < 10; i++)
        {
            var lease = (await handle.PickAsync(new(0, null))).Lease;
            Assert.Equal(8002, lease.Backend.Port);
            End(lease);
        }

        static void End(Lease lease) => lease.End(Outcome.Answered(200), TimeSpan.FromMilliseconds(lease.Backend.Port == 8001 ? 300 : 5));
    }

    [Fact]
    public async Task A_status_that_is_a_failure_counts_as_slow_however_soon_it_comes()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1], balancing: new(BalancingAlgorithm.PeakEwma)));
        foreach (var lease in await Picks(handle, 2)) lease.End(Outcome.Answered(lease.Backend.Port == 8001 ? 500 : 200), TimeSpan.FromMilliseconds(5));
        Assert.Equal(8002, (await handle.PickAsync(new(0, null))).Lease.Backend.Port);
    }

    [Fact]
    public async Task A_backup_serves_while_no_other_backend_does()
    {
        var upstream = Some.Upstream(weights: [1, 1], circuitBreaker: CircuitBreakerConfig.Off with { MaxConsecutiveFailures = 1, OpenDuration = TimeSpan.FromSeconds(10) });
        var handle = await StartAsync(upstream with { Backends = [upstream.Backends[0], upstream.Backends[1] with { IsBackup = true }] });
        var primary = (await handle.PickAsync(new(0, null))).Lease;
        Assert.Equal(8001, primary.Backend.Port);
        var tried = new TriedBackends();
        tried.Add(primary.Backend);
        Assert.Equal(8002, (await handle.PickAsync(new(0, tried))).Lease.Backend.Port);
        Assert.Equal(8001, (await handle.PickAsync(new(0, null))).Lease.Backend.Port);
        primary.End(Outcome.Answered(500));
        await AwaitAssertAsync(async () => Assert.Equal(8002, (await handle.PickAsync(new(0, null))).Lease.Backend.Port));
    }

    [Fact]
    public async Task A_reload_that_makes_a_backend_a_backup_takes_its_requests_away()
    {
        var upstream = Some.Upstream(weights: [1, 1]);
        var handle = await StartAsync(upstream);
        await StartAsync(upstream with { Backends = [upstream.Backends[0] with { IsBackup = true }, upstream.Backends[1]] });
        await AwaitAssertAsync(async () => Assert.All(await Picks(handle, 4), lease => Assert.Equal(8002, lease.Backend.Port)));
    }

    [Fact]
    public async Task A_backend_that_joins_gets_its_share_little_by_little()
    {
        var upstream = Some.Upstream(weights: [1]) with { SlowStart = TimeSpan.FromSeconds(10) };
        var handle = await StartAsync(upstream);
        await StartAsync(upstream with { Backends = [.. upstream.Backends, new(Some.Address(8002), 1)] });
        await handle.Group.Ask<ActorIdentity>(new Identify(0), Patience);
        Assert.InRange(await NewAsync(100), 0, 2);
        Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.InRange(await NewAsync(150), 48, 52);
        Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.InRange(await NewAsync(100), 49, 51);

        async Task<int> NewAsync(int requests) => (await Picks(handle, requests)).Count(lease => lease.Backend.Port == 8002);
    }

    private static async Task<List<Lease>> Picks(UpstreamHandle handle, int count)
    {
        var leases = new List<Lease>();
        for (var i = 0; i < count; i++) leases.Add((await handle.PickAsync(new(0, null))).Lease);
        return leases;
    }

    private async Task<UpstreamHandle> StartAsync(UpstreamConfig upstream)
    {
        var prepared = await _upstreams.Ask<UpstreamsProtocol.Prepared>(new UpstreamsProtocol.Prepare([upstream]), Patience);
        _upstreams.Tell(new UpstreamsProtocol.Commit(TimeSpan.FromSeconds(30)));
        await _upstreams.Ask<ActorIdentity>(new Identify(0), Patience);
        return prepared.Handles[upstream.Name];
    }
}
