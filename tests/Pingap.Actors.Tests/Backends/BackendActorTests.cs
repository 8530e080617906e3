using Akka.Actor;
using Akka.TestKit;
using Pingap.Actors.Backends;
using Pingap.Actors.Balancing;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Testing;

namespace Pingap.Actors.Tests.Backends;

public sealed class BackendActorTests : VirtualTimeTest
{
    private readonly FakeProbes _probes = new();
    private readonly TestProbe _group;

    public BackendActorTests() => _group = CreateTestProbe();

    [Fact]
    public void A_new_backend_says_that_it_is_available()
    {
        Start();
        var said = _group.ExpectMsg<BackendProtocol.AvailabilityChanged>();
        Assert.Equal((Some.Address(), true, CircuitState.Closed), (said.Backend, said.Now.IsHealthy, said.Now.Circuit));
    }

    [Fact]
    public async Task Failed_probes_in_a_row_make_it_unhealthy_and_a_good_one_healthy()
    {
        Start();
        _group.ExpectMsg<BackendProtocol.AvailabilityChanged>();
        await _probes.AnswerAsync(isGood: false);
        await NextProbeAsync(isGood: false);
        Assert.False(_group.ExpectMsg<BackendProtocol.AvailabilityChanged>().Now.IsHealthy);
        await NextProbeAsync(isGood: true);
        Assert.True(_group.ExpectMsg<BackendProtocol.AvailabilityChanged>().Now.IsHealthy);
    }

    [Fact]
    public void Failed_connections_of_requests_make_it_unhealthy()
    {
        var backend = Start();
        _group.ExpectMsg<BackendProtocol.AvailabilityChanged>();
        Tell(backend, new Outcome(OutcomeKind.ConnectFailed), new Outcome(OutcomeKind.ConnectFailed));
        Assert.False(_group.ExpectMsg<BackendProtocol.AvailabilityChanged>().Now.IsHealthy);
    }

    [Fact]
    public async Task Failed_connections_of_requests_bring_the_next_probe_at_once_which_confirms_them_or_not()
    {
        var backend = Start();
        _group.ExpectMsg<BackendProtocol.AvailabilityChanged>();
        await _probes.AnswerAsync(isGood: false);
        Tell(backend, new Outcome(OutcomeKind.ConnectFailed), new Outcome(OutcomeKind.ConnectFailed));
        Assert.True(_group.ExpectMsg<BackendProtocol.AvailabilityChanged>().Now is { IsHealthy: false, IsOnlySuspected: true });
        await NextProbeAsync(isGood: false, after: TimeSpan.Zero);
        Assert.True(_group.ExpectMsg<BackendProtocol.AvailabilityChanged>().Now is { IsHealthy: false, IsOnlySuspected: false });
    }

    [Fact]
    public async Task A_probe_for_which_this_machine_lacks_something_says_nothing_about_the_backend()
    {
        Start();
        _group.ExpectMsg<BackendProtocol.AvailabilityChanged>();
        for (var i = 0; i < 2 * HealthCheckConfig.Default.UnhealthyAfter; i++) await NextProbeAsync(new ProbeResult(false, "too many open files", "EMFILE"));
        await NextProbeAsync(isGood: false);
        await NextProbeAsync(isGood: false);
        Assert.False(_group.ExpectMsg<BackendProtocol.AvailabilityChanged>().Now.IsHealthy);
    }

    [Fact]
    public void Its_breaker_opens_waits_goes_on_trial_and_closes()
    {
        var rules = CircuitBreakerConfig.Off with { MaxConsecutiveFailures = 2, HalfOpenSuccesses = 1, OpenDuration = TimeSpan.FromSeconds(10) };
        var backend = Start(rules);
        _group.ExpectMsg<BackendProtocol.AvailabilityChanged>();
        Tell(backend, Outcome.Answered(503), Outcome.Answered(500));
        Assert.Equal(CircuitState.Open, _group.ExpectMsg<BackendProtocol.AvailabilityChanged>().Now.Circuit);
        Clock.Advance(TimeSpan.FromSeconds(10));
        var halfOpen = _group.ExpectMsg<BackendProtocol.AvailabilityChanged>().Now;
        Assert.Equal((CircuitState.HalfOpen, 1), (halfOpen.Circuit, halfOpen.Places));
        LeaseOf(backend, halfOpen.Trial).Tell(Outcome.Answered(200));
        Assert.Equal(CircuitState.Closed, _group.ExpectMsg<BackendProtocol.AvailabilityChanged>().Now.Circuit);
    }

    [Fact]
    public void A_trial_nobody_ends_is_followed_by_another()
    {
        var rules = CircuitBreakerConfig.Off with { MaxConsecutiveFailures = 1, OpenDuration = TimeSpan.FromSeconds(10) };
        var backend = Start(rules);
        _group.ExpectMsg<BackendProtocol.AvailabilityChanged>();
        Tell(backend, new Outcome(OutcomeKind.Broken));
        _group.ExpectMsg<BackendProtocol.AvailabilityChanged>();
        Clock.Advance(TimeSpan.FromSeconds(10));
        var first = _group.ExpectMsg<BackendProtocol.AvailabilityChanged>().Now;
        Clock.Advance(TimeSpan.FromSeconds(10));
        var second = _group.ExpectMsg<BackendProtocol.AvailabilityChanged>().Now;
        Assert.NotEqual(first.Trial, second.Trial);
        Assert.Equal(first.Places, second.Places);
    }

    [Fact]
    public async Task A_client_that_left_says_nothing_about_the_backend()
    {
        var rules = CircuitBreakerConfig.Off with { MaxConsecutiveFailures = 1 };
        var backend = Start(rules);
        _group.ExpectMsg<BackendProtocol.AvailabilityChanged>();
        Tell(backend, new Outcome(OutcomeKind.Inconclusive));
        await FenceAsync(backend);
        Assert.False(_group.HasMessages);
        Tell(backend, Outcome.Answered(500));
        Assert.Equal(CircuitState.Open, _group.ExpectMsg<BackendProtocol.AvailabilityChanged>().Now.Circuit);
    }

    [Fact]
    public async Task A_share_of_failures_opens_the_breaker_once_there_are_enough_requests()
    {
        var rules = CircuitBreakerConfig.Off with { MaxFailurePercent = 50, MinRequests = 4 };
        var backend = Start(rules);
        _group.ExpectMsg<BackendProtocol.AvailabilityChanged>();
        Tell(backend, Outcome.Answered(500), Outcome.Answered(200), Outcome.Answered(500));
        await FenceAsync(backend);
        Assert.False(_group.HasMessages);
        Tell(backend, Outcome.Answered(500));
        Assert.Equal(CircuitState.Open, _group.ExpectMsg<BackendProtocol.AvailabilityChanged>().Now.Circuit);
    }

    [Fact]
    public async Task An_outlier_asks_before_it_leaves_and_says_when_it_is_back()
    {
        var rules = EjectionConfig.Off with { ConsecutiveFailures = 2, BaseDuration = TimeSpan.FromSeconds(30) };
        var backend = Start(ejection: rules);
        _group.ExpectMsg<BackendProtocol.AvailabilityChanged>();
        Tell(backend, Outcome.Answered(503), Outcome.Answered(500), Outcome.Answered(500));
        Assert.Equal(1, _group.ExpectMsg<BackendProtocol.EjectionWanted>().Number);
        backend.Tell(new BackendProtocol.EjectionAnswered(IsAllowed: true));
        var ejected = _group.ExpectMsg<BackendProtocol.AvailabilityChanged>();
        Assert.Equal((Clock.Now + rules.BaseDuration, 1L), (ejected.Now.EjectedUntil, ejected.Now.Ejections));
        Assert.Equal(new ChangeEntry(Clock.Now, "ejected for 30s", "2 failures in a row", "last status 500"), Assert.Single(ejected.Why));
        Tell(backend, Outcome.Answered(500), Outcome.Answered(500));
        await FenceAsync(backend);
        Assert.False(_group.HasMessages);
        Clock.Advance(rules.BaseDuration);
        Assert.Null(_group.ExpectMsg<BackendProtocol.AvailabilityChanged>().Now.EjectedUntil);

        // What was under way before does not count now; what began since does.
        Tell(backend, Outcome.Answered(500), Outcome.Answered(500));
        await FenceAsync(backend);
        Assert.False(_group.HasMessages);
        for (var i = 0; i < 2; i++) LeaseOf(backend, ejections: 1).Tell(Outcome.Answered(500));
        Assert.Equal(2, _group.ExpectMsg<BackendProtocol.EjectionWanted>().Number);
    }

    [Fact]
    public void One_that_cannot_be_spared_goes_on()
    {
        var backend = Start(ejection: EjectionConfig.Off with { FailurePercent = 50, MinRequests = 2 });
        _group.ExpectMsg<BackendProtocol.AvailabilityChanged>();
        Tell(backend, Outcome.Answered(200), new Outcome(OutcomeKind.TimedOut, Cause: "ETIMEDOUT"));
        _group.ExpectMsg<BackendProtocol.EjectionWanted>();
        backend.Tell(new BackendProtocol.EjectionAnswered(IsAllowed: false));
        var said = _group.ExpectMsg<BackendProtocol.AvailabilityChanged>();
        Assert.Null(said.Now.EjectedUntil);
        Assert.Equal(
            new ChangeEntry(
                Clock.Now, "not ejected, for the group cannot spare it", "50 % of the requests in 30 s failed", "last request timed out (ETIMEDOUT)"),
            Assert.Single(said.Why));
    }

    [Fact]
    public async Task An_unhealthy_backend_is_probed_at_an_interval_of_its_own()
    {
        var check = HealthCheckConfig.Default with { UnhealthyAfter = 1, Interval = TimeSpan.FromHours(1), DownInterval = TimeSpan.FromSeconds(1) };
        Start(check: check);
        _group.ExpectMsg<BackendProtocol.AvailabilityChanged>();
        await _probes.AnswerAsync(isGood: false);
        Assert.Equal("unhealthy", Assert.Single(_group.ExpectMsg<BackendProtocol.AvailabilityChanged>().Why).What);
        await NextProbeAsync(isGood: true, TimeSpan.FromSeconds(2));
        Assert.True(_group.ExpectMsg<BackendProtocol.AvailabilityChanged>().Now.IsHealthy);
    }

    [Fact]
    public async Task A_stopped_backend_lets_go_of_its_probe()
    {
        var backend = Start();
        await _probes.Asked.Reader.ReadAsync();
        Watch(backend);
        Sys.Stop(backend);
        ExpectTerminated(backend);
        await AwaitAssertAsync(() => Assert.Equal(1, _probes.Disposed));
    }

    private IActorRef Start(CircuitBreakerConfig? rules = null, EjectionConfig? ejection = null, HealthCheckConfig? check = null) => _group.ChildActorOf(
        BackendActor.Props(
            new BackendSettings(new UpstreamName("api"), Some.Address(), check ?? HealthCheckConfig.Default, rules ?? CircuitBreakerConfig.Off)
            {
                Ejection = ejection ?? EjectionConfig.Off,
            },
            _probes));

    private static void Tell(IActorRef backend, params Outcome[] outcomes)
    {
        foreach (var outcome in outcomes) LeaseOf(backend).Tell(outcome);
    }

    private static LeaseEnded LeaseOf(IActorRef backend, long trial = 0, long ejections = 0) =>
        LeaseEnded.Rent(ActorRefs.Nobody, backend, new BackendLoad(Some.Address(), 1), trial, ejections: ejections);

    private static Task FenceAsync(IActorRef backend) => backend.Ask<ActorIdentity>(new Identify(0), TimeSpan.FromSeconds(20));

    // The timer of the next probe is set when the prober has heard the last result; until then advancing the clock does nothing.
    private Task NextProbeAsync(bool isGood, TimeSpan? after = null) => NextProbeAsync(new ProbeResult(isGood, "as told"), after);

    private Task NextProbeAsync(ProbeResult result, TimeSpan? after = null) => AwaitAssertAsync(() =>
    {
        Clock.Advance(after ?? HealthCheckConfig.Default.Interval);
        Assert.True(_probes.Asked.Reader.TryRead(out var asked));
        asked!.SetResult(result);
    });
}
