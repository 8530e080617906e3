using Akka.Actor;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Actors.Tests.Backends;
using Pingap.Actors.Upstreams;
using Pingap.Testing;

namespace Pingap.Actors.Tests.Upstreams;

/// <summary>A group whose requests name their backends.</summary>
public sealed class TransparentGroupTests : VirtualTimeTest
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly FakeProbes _probes = new();

    [Fact]
    public async Task A_request_gets_the_backend_it_names_and_no_other()
    {
        var handle = Start(Transparent());
        Assert.Equal("a.test:80", (await PickAsync(handle, "a.test")).Lease.Backend.ToString());
        Assert.Equal("b.test:80", (await PickAsync(handle, "b.test")).Lease.Backend.ToString());
        Assert.Equal("a.test:80", (await PickAsync(handle, "a.test")).Lease.Backend.ToString());
        Assert.Equal([("a.test", 2), ("b.test", 1)], await ListAsync(handle));
    }

    [Fact]
    public async Task Nobody_probes_them()
    {
        var handle = Start(Transparent());
        await PickAsync(handle, "a.test");
        await ListAsync(handle);
        Assert.Empty(_probes.Created);
    }

    [Fact]
    public async Task Limits_hold_for_each()
    {
        var handle = Start(Transparent() with { Capacity = CapacityConfig.Unlimited with { MaxInFlightPerBackend = 1 } });
        var held = await PickAsync(handle, "a.test");
        var waiting = PickAsync(handle, "a.test");
        Assert.Equal(PickStatus.Picked, (await PickAsync(handle, "b.test")).Status);
        Assert.False(waiting.IsCompleted);
        held.Lease.End(Outcome.Answered(200));
        Assert.Equal("a.test:80", (await waiting).Lease.Backend.ToString());
    }

    [Fact]
    public async Task The_breaker_of_one_leaves_the_others_alone()
    {
        var handle = Start(Transparent() with { Breaker = CircuitBreakerConfig.Off with { MaxConsecutiveFailures = 1 } });
        (await PickAsync(handle, "a.test")).Lease.End(new Outcome(OutcomeKind.ConnectFailed));
        // The backend tells the group, on a thread of its own.
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await PickAsync(handle, "a.test")).Status is not PickStatus.NoneAvailable) deadline.Token.ThrowIfCancellationRequested();
        Assert.Equal(PickStatus.Picked, (await PickAsync(handle, "b.test")).Status);
    }

    [Fact]
    public async Task Without_a_breaker_failed_connections_keep_nobody_from_trying_again()
    {
        var handle = Start(Transparent());
        for (var i = 0; i < 10; i++) (await PickAsync(handle, "a.test")).Lease.End(new Outcome(OutcomeKind.ConnectFailed));
        Assert.Equal(PickStatus.Picked, (await PickAsync(handle, "a.test")).Status);
    }

    [Fact]
    public async Task One_that_a_request_has_tried_is_not_given_again()
    {
        var tried = new TriedBackends();
        tried.Add(new BackendAddress("a.test", 80));
        var pick = await Start(Transparent()).PickAsync(new PickRequest(0, tried) { Dialed = new BackendAddress("a.test", 80) });
        Assert.Equal(PickStatus.NoneAvailable, pick.Status);
    }

    [Fact]
    public async Task Those_that_nobody_asks_for_leave_when_their_requests_have_ended()
    {
        var handle = Start(Transparent());
        (await PickAsync(handle, "idle.test")).Lease.End(Outcome.Answered(200));
        await PickAsync(handle, "busy.test");
        Clock.Advance(AskedBackends.Stay - TimeSpan.FromMinutes(1));
        (await PickAsync(handle, "asked.test")).Lease.End(Outcome.Answered(200));
        Assert.Equal(3, (await ListAsync(handle)).Count);
        Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal([("asked.test", 0), ("busy.test", 1)], await ListAsync(handle));
    }

    [Fact]
    public async Task Where_they_are_too_many_the_one_leaves_that_has_been_idle_the_longest()
    {
        var handle = Start(Transparent());
        for (var i = 0; i < AskedBackends.Most; i++)
        {
            var lease = (await PickAsync(handle, $"h{i:000}.test")).Lease;
            if (i != 0) lease.End(Outcome.Answered(200));
            Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(PickStatus.NoneAvailable, (await PickAsync(handle, "one-more.test")).Status);
        Clock.Advance(AskedBackends.Least);
        Assert.Equal(PickStatus.Picked, (await PickAsync(handle, "one-more.test")).Status);
        var hosts = (await ListAsync(handle)).Select(backend => backend.Host).ToList();
        Assert.Equal(AskedBackends.Most, hosts.Count);
        Assert.Contains("h000.test", hosts);
        Assert.DoesNotContain("h001.test", hosts);
    }

    [Fact]
    public async Task Where_all_have_requests_there_is_no_place_for_another()
    {
        var handle = Start(Transparent());
        for (var i = 0; i < AskedBackends.Most; i++) await PickAsync(handle, $"h{i:000}.test");
        Assert.Equal(PickStatus.NoneAvailable, (await PickAsync(handle, "one-more.test")).Status);
        Assert.Equal(PickStatus.Picked, (await PickAsync(handle, "h000.test")).Status);
    }

    private static UpstreamConfig Transparent() => Some.Upstream(weights: []) with
    {
        HealthCheck = HealthCheckConfig.None,
        Discovery = DiscoveryConfig.Static with { Kind = DiscoveryKind.Transparent, Dialed = [new DialedHost("test", true, 80)] },
    };

    private static Task<PickResult> PickAsync(UpstreamHandle handle, string host) =>
        handle.PickAsync(new PickRequest(0) { Dialed = new BackendAddress(host, 80) }).AsTask().WaitAsync(Deadline);

    private static async Task<List<(string Host, int InFlight)>> ListAsync(UpstreamHandle handle)
    {
        var listed = await handle.Group.Ask<UpstreamGroupProtocol.BackendsListed>(UpstreamGroupProtocol.ListBackends.Instance, Deadline);
        return [.. listed.Backends.Select(backend => (backend.Address.Host, backend.InFlight)).Order()];
    }

    private UpstreamHandle Start(UpstreamConfig config)
    {
        var handle = new UpstreamHandle(config);
        handle.Lead(Sys.ActorOf(UpstreamGroupActor.Props(handle, _probes)));
        return handle;
    }
}
