using Akka.Actor;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Actors.Tests.Backends;
using Pingap.Actors.Tests.Discovery;
using Pingap.Actors.Upstreams;
using Pingap.Testing;

namespace Pingap.Actors.Tests.Upstreams;

/// <summary>Ejection, panic, and the log of why, through the group.</summary>
public sealed class GroupEjectionTests : VirtualTimeTest
{
    private static readonly EjectionConfig Rules = EjectionConfig.Off with { ConsecutiveFailures = 3 };

    private readonly FakeProbes _probes = new();
    private readonly IActorRef _upstreams;

    public GroupEjectionTests() => _upstreams = Sys.ActorOf(UpstreamsActor.Props(_probes, new FakeDiscoveries()));

    [Fact]
    public async Task An_outlier_is_left_out_and_comes_back()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]) with { Outliers = Rules });
        await FailAsync(handle, 8001, 3);
        await AwaitAssertAsync(async () => Assert.NotNull((await ListAsync(handle)).Backends[0].Availability.EjectedUntil));
        for (var i = 0; i < 10; i++) Assert.Equal(8002, await PickedAsync(handle));

        Clock.Advance(Rules.BaseDuration);
        await AwaitAssertAsync(async () => Assert.Null((await ListAsync(handle)).Backends[0].Availability.EjectedUntil));
        Assert.Contains(8001, new[] { await PickedAsync(handle), await PickedAsync(handle) });
    }

    [Fact]
    public async Task Why_it_is_left_out_can_be_asked()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]) with { Outliers = Rules with { ConsecutiveFailures = 1 } });
        await FailAsync(handle, 8001, 1, new Outcome(OutcomeKind.ConnectFailed, Cause: "ECONNREFUSED"));
        await AwaitAssertAsync(async () => Assert.Equal(
            ["ejected for 30s: 1 connect failure in a row: last connection failed (ECONNREFUSED)"],
            (await ListAsync(handle)).Backends[0].Changes.Select(entry => $"{entry.What}: {entry.Cause}: {entry.Evidence}")));
        Clock.Advance(Rules.BaseDuration);
        await AwaitAssertAsync(async () => Assert.Equal("no longer ejected", (await ListAsync(handle)).Backends[0].Changes[^1].What));
    }

    [Fact]
    public async Task The_last_backend_is_not_left_out_however_it_fails()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]) with { Outliers = Rules with { MaxPercent = 100 } });
        await FailAsync(handle, 8001, 3);
        await AwaitAssertAsync(async () => Assert.NotNull((await ListAsync(handle)).Backends[0].Availability.EjectedUntil));
        await FailAsync(handle, 8002, 10);
        await AwaitAssertAsync(async () => Assert.Equal(
            "not ejected, for the group cannot spare it", (await ListAsync(handle)).Backends[1].Changes.Select(entry => entry.What).SingleOrDefault()));
        Assert.Equal(8002, await PickedAsync(handle));
    }

    [Fact]
    public async Task A_backend_whose_actor_ends_while_it_is_left_out_is_in_again()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]) with { Outliers = Rules });
        await FailAsync(handle, 8001, 3);
        await AwaitAssertAsync(async () => Assert.NotNull((await ListAsync(handle)).Backends[0].Availability.EjectedUntil));
        var actor = await Sys.ActorSelection($"{handle.Group.Path}/127.0.0.1:8001~1").ResolveOne(TimeSpan.FromSeconds(20));
        actor.Tell(Kill.Instance);
        await AwaitAssertAsync(async () =>
        {
            Assert.Null((await ListAsync(handle)).Backends[0].Availability.EjectedUntil);
            Assert.Contains(8001, new[] { await PickedAsync(handle), await PickedAsync(handle) });
        });
    }

    [Fact]
    public async Task Only_a_share_of_the_group_is_left_out()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1, 1, 1]) with { Outliers = Rules with { MaxPercent = 50 } });
        foreach (var port in new[] { 8001, 8002 }) await FailAsync(handle, port, 3);
        await AwaitAssertAsync(async () => Assert.Equal(2, (await ListAsync(handle)).Backends.Count(backend => backend.Availability.EjectedUntil is not null)));
        await FailAsync(handle, 8003, 3);
        await AwaitAssertAsync(async () => Assert.Single((await ListAsync(handle)).Backends[2].Changes));
        Assert.Null((await ListAsync(handle)).Backends[2].Availability.EjectedUntil);
    }

    [Fact]
    public async Task With_too_little_left_all_are_tried()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]) with { PanicThreshold = 60 });
        await FailAsync(handle, 8001, HealthCheckConfig.Default.UnhealthyAfter, new Outcome(OutcomeKind.ConnectFailed));
        await AwaitAssertAsync(async () => Assert.True((await ListAsync(handle)).IsPanic));
        Assert.Equal([8001, 8002], new[] { await PickedAsync(handle), await PickedAsync(handle) }.Order());
        var entry = (await ListAsync(handle)).Changes[^1];
        Assert.Equal(
            ("panic: all backends are tried", "1 of 2 shares of the traffic are available", "panic_threshold is 60 %"), (entry.What, entry.Cause, entry.Evidence));
    }

    [Fact]
    public async Task Where_nobody_else_is_left_a_backend_is_tried_until_a_probe_confirms_what_its_requests_suspect()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1]));
        await FailAsync(handle, 8001, HealthCheckConfig.Default.UnhealthyAfter, new Outcome(OutcomeKind.ConnectFailed));
        await AwaitAssertAsync(async () => Assert.False((await ListAsync(handle)).Backends[0].Availability.IsHealthy));
        var tried = await handle.PickAsync(new(0));
        Assert.Equal(PickStatus.Picked, tried.Status);
        tried.Lease.End(new Outcome(OutcomeKind.ConnectFailed));
        await _probes.AnswerAsync(isGood: false);
        await AwaitAssertAsync(async () => Assert.Equal(PickStatus.NoneAvailable, (await handle.PickAsync(new(0))).Status));
    }

    [Fact]
    public async Task A_backend_that_is_only_suspected_is_not_tried_while_another_is_left()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]));
        await FailAsync(handle, 8001, HealthCheckConfig.Default.UnhealthyAfter, new Outcome(OutcomeKind.ConnectFailed));
        await AwaitAssertAsync(async () => Assert.False((await ListAsync(handle)).Backends[0].Availability.IsHealthy));
        for (var i = 0; i < 4; i++) Assert.Equal(8002, (await handle.PickAsync(new(0))).Lease.Backend.Port);
    }

    [Fact]
    public async Task There_is_no_panic_while_a_backup_is_left()
    {
        var upstream = Some.Upstream(weights: [1, 1]) with
        {
            Backends = [new(Some.Address(8001), 1), new(Some.Address(8002), 1), new(Some.Address(8003), 1) { IsBackup = true }],
            PanicThreshold = 60,
        };
        var handle = await StartAsync(upstream);
        foreach (var port in new[] { 8001, 8002 }) await FailAsync(handle, port, HealthCheckConfig.Default.UnhealthyAfter, new Outcome(OutcomeKind.ConnectFailed));
        await AwaitAssertAsync(async () => Assert.False((await ListAsync(handle)).Backends[1].Availability.IsHealthy));
        for (var i = 0; i < 4; i++) Assert.Equal(8003, (await handle.PickAsync(new(0))).Lease.Backend.Port);
        Assert.False((await ListAsync(handle)).IsPanic);
        await FailAsync(handle, 8003, HealthCheckConfig.Default.UnhealthyAfter, new Outcome(OutcomeKind.ConnectFailed));
        await AwaitAssertAsync(async () => Assert.True((await ListAsync(handle)).IsPanic));
    }

    [Fact]
    public async Task What_a_configuration_changed_is_in_the_log_with_its_version()
    {
        var handle = await StartAsync(Some.Upstream(weights: [1, 1]), version: 1);
        await StartAsync(Some.Upstream(weights: [1, 5]) with { Backends = [new(Some.Address(8002), 5), new(Some.Address(8003), 2)] }, version: 2);
        await AwaitAssertAsync(async () => Assert.Equal(
            [
                "127.0.0.1:8001 added with weight 1: configuration version 1: ",
                "127.0.0.1:8002 added with weight 1: configuration version 1: ",
                "127.0.0.1:8002 has weight 5: configuration version 2: before 1",
                "127.0.0.1:8003 added with weight 2: configuration version 2: ",
                "127.0.0.1:8001 removed: configuration version 2: ",
            ],
            (await ListAsync(handle)).Changes.Select(entry => $"{entry.What}: {entry.Cause}: {entry.Evidence}")));
    }

    [Fact]
    public async Task A_backend_whose_settings_change_keeps_its_log()
    {
        var upstream = Some.Upstream(weights: [1, 1]);
        var handle = await StartAsync(upstream);
        await FailAsync(handle, 8001, 2, new Outcome(OutcomeKind.ConnectFailed));
        await AwaitAssertAsync(async () => Assert.Single((await ListAsync(handle)).Backends[0].Changes));
        await StartAsync(upstream with { HealthCheck = HealthCheckConfig.Default with { UnhealthyAfter = 5 } });
        await AwaitAssertAsync(async () => Assert.True((await ListAsync(handle)).Backends[0].Availability.IsHealthy));
        Assert.Equal("unhealthy", (await ListAsync(handle)).Backends[0].Changes.Single().What);
    }

    private static async Task<int> PickedAsync(UpstreamHandle handle)
    {
        var picked = await handle.PickAsync(new(0));
        picked.Lease.End(Outcome.Answered(200));
        return picked.Lease.Backend.Port;
    }

    private static async Task FailAsync(UpstreamHandle handle, int port, int times, Outcome? outcome = null)
    {
        for (var failures = 0; failures < times;)
        {
            var picked = await handle.PickAsync(new(0));
            if (picked.Status is not PickStatus.Picked) return;
            var isMeant = picked.Lease.Backend.Port == port;
            if (isMeant) failures++;
            picked.Lease.End(isMeant ? outcome ?? Outcome.Answered(500) : Outcome.Answered(200));
        }
    }

    private async Task<UpstreamHandle> StartAsync(UpstreamConfig upstream, long version = 0)
    {
        var prepared = await _upstreams.Ask<UpstreamsProtocol.Prepared>(new UpstreamsProtocol.Prepare([upstream]) { Version = version }, TimeSpan.FromSeconds(20));
        _upstreams.Tell(new UpstreamsProtocol.Commit(TimeSpan.FromSeconds(30)));
        await _upstreams.Ask<ActorIdentity>(new Identify(0), TimeSpan.FromSeconds(20));
        return prepared.Handles[upstream.Name];
    }

    private static Task<UpstreamGroupProtocol.BackendsListed> ListAsync(UpstreamHandle handle) =>
        handle.Group.Ask<UpstreamGroupProtocol.BackendsListed>(UpstreamGroupProtocol.ListBackends.Instance, TimeSpan.FromSeconds(20));
}
