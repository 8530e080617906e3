using Akka.Actor;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Actors.Tests.Backends;
using Pingap.Actors.Upstreams;
using Pingap.Testing;

namespace Pingap.Actors.Tests.Upstreams;

/// <summary>A group that learns from latency how many requests it takes.</summary>
public sealed class AdaptiveGroupTests : VirtualTimeTest
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(10);
    private readonly FakeProbes _probes = new();

    [Fact]
    public async Task Without_the_option_there_is_no_limit()
    {
        var handle = Start(Some.Upstream());
        Assert.Null((await ListAsync(handle)).Limit);
    }

    [Fact]
    public async Task It_begins_with_a_limit_and_those_beyond_it_wait()
    {
        var handle = Start(Adaptive());
        var held = await TakeAsync(handle, 20);
        var waiting = PickAsync(handle);
        Assert.Equal((20, 20, 1), Numbers(await ListAsync(handle)));
        held[0].End(Outcome.Answered(200), Fast);
        Assert.Equal(PickStatus.Picked, (await waiting).Status);
    }

    [Fact]
    public async Task Fast_answers_raise_it_and_who_waits_gets_the_new_places_at_once()
    {
        var handle = Start(Adaptive());
        await RaiseAsync(handle);
        var learned = (await ListAsync(handle)).Limit ?? 0;
        var held = await TakeAsync(handle, learned);
        foreach (var _ in Enumerable.Range(0, 40)) Wait(handle);
        foreach (var lease in held) End(lease, Fast);
        var raised = await ListAsync(handle);
        Assert.True(raised.Limit > learned);
        Assert.Equal((raised.Limit, 40 - raised.Limit), (raised.InFlight, raised.Waiting));
    }

    [Fact]
    public async Task Requests_that_do_not_end_keep_others_out_for_a_while_only_though_none_may_wait()
    {
        var handle = Start(Adaptive() with { Capacity = Adaptive().Capacity with { QueueSize = 0 } });
        await TakeAsync(handle, 20);
        Assert.Equal(PickStatus.Saturated, (await PickAsync(handle)).Status);
        Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(PickStatus.Picked, (await PickAsync(handle)).Status);
    }

    [Fact]
    public async Task The_configured_limit_holds_beside_it()
    {
        var handle = Start(Adaptive(most: 3));
        await TakeAsync(handle, 3);
        var waiting = PickAsync(handle);
        Assert.Equal((3, 3, 1), Numbers(await ListAsync(handle)));
        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    public async Task What_was_learned_outlives_a_new_configuration_and_ends_with_the_option()
    {
        var handle = Start(Adaptive());
        await RaiseAsync(handle);
        var learned = (await ListAsync(handle)).Limit;
        Reconfigure(handle, Adaptive() with { SlowStart = Deadline });
        Assert.Equal(learned, (await ListAsync(handle)).Limit);
        Reconfigure(handle, Some.Upstream());
        Assert.Null((await ListAsync(handle)).Limit);
    }

    [Fact]
    public async Task A_measurement_for_which_nobody_makes_way_ends_by_itself()
    {
        var handle = Start(Adaptive());
        var held = await TakeAsync(handle, 20);
        // One request after the other, while all else that may be in flight lasts.
        for (End(held[^1], Fast); (await ListAsync(handle)).Limit == 20; End(held[^1], Fast)) held[^1] = (await PickAsync(handle)).Lease;
        Assert.Equal(10, (await ListAsync(handle)).Limit);
        var waiting = PickAsync(handle);
        Assert.Equal(1, (await ListAsync(handle)).Waiting);
        Clock.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Equal(PickStatus.Picked, (await waiting).Status);
        Assert.Equal((20, 20, 0), Numbers(await ListAsync(handle)));
    }

    private static UpstreamConfig Adaptive(int? most = null) => Some.Upstream() with
    {
        Capacity = CapacityConfig.Unlimited with { MaxInFlight = most, Adaptive = AdaptiveConcurrencyConfig.Default },
    };

    private void End(Lease lease, TimeSpan latency)
    {
        Clock.Advance(latency);
        lease.End(Outcome.Answered(200), latency);
    }

    /// <summary>Keeps as many requests in flight as may be, until that are more than in the beginning.</summary>
    private async Task RaiseAsync(UpstreamHandle handle)
    {
        while ((await ListAsync(handle)).Limit is { } limit and <= 20)
        {
            foreach (var lease in await TakeAsync(handle, limit)) End(lease, Fast);
        }
    }

    private static async Task<List<Lease>> TakeAsync(UpstreamHandle handle, int count)
    {
        var leases = new List<Lease>();
        for (var i = 0; i < count; i++) leases.Add((await PickAsync(handle)).Lease);
        return leases;
    }

    private static Task<PickResult> PickAsync(UpstreamHandle handle) => handle.PickAsync(default).AsTask().WaitAsync(Deadline);

    private static void Wait(UpstreamHandle handle) => _ = PickAsync(handle);

    private static (int? Limit, int InFlight, int Waiting) Numbers(UpstreamGroupProtocol.BackendsListed listed) => (listed.Limit, listed.InFlight, listed.Waiting);

    private static Task<UpstreamGroupProtocol.BackendsListed> ListAsync(UpstreamHandle handle) =>
        handle.Group.Ask<UpstreamGroupProtocol.BackendsListed>(UpstreamGroupProtocol.ListBackends.Instance, Deadline);

    private static void Reconfigure(UpstreamHandle handle, UpstreamConfig config)
    {
        handle.Config = config;
        handle.Group.Tell(UpstreamGroupProtocol.Reconfigure.Instance);
    }

    private UpstreamHandle Start(UpstreamConfig config)
    {
        var handle = new UpstreamHandle(config);
        handle.Lead(Sys.ActorOf(UpstreamGroupActor.Props(handle, _probes)));
        return handle;
    }
}
