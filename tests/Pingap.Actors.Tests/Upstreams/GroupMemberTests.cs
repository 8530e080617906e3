using Akka.Actor;
using Pingap.Actors.Backends;
using Pingap.Actors.Balancing;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Actors.Upstreams;
using Pingap.Testing;

namespace Pingap.Actors.Tests.Upstreams;

public sealed class GroupMemberTests
{
    private static readonly Availability Healthy = Availability.Initial;

    private readonly GroupMember _member = new(
        new BackendSettings(new UpstreamName("api"), Some.Address(), HealthCheckConfig.Default, CircuitBreakerConfig.Off),
        ActorRefs.Nobody,
        new BackendLoad(Some.Address(), 1));

    [Fact]
    public void What_was_said_before_it_heard_of_its_ejection_does_not_end_it()
    {
        _member.Eject(number: 1);
        _member.Now(Healthy with { Cause = "requests" }, isStart: false);
        Assert.True(_member.IsEjected);
        Assert.False(_member.Load.Admits);
    }

    [Fact]
    public void It_is_in_again_when_it_says_so()
    {
        _member.Eject(number: 1);
        _member.Now(Healthy with { Ejections = 1, EjectedUntil = DateTimeOffset.UnixEpoch }, isStart: false);
        Assert.True(_member.IsEjected);
        _member.Now(Healthy with { Ejections = 1 }, isStart: false);
        Assert.False(_member.IsEjected);
        Assert.True(_member.Load.Admits);
    }

    [Fact]
    public void A_backend_that_begins_anew_is_not_ejected()
    {
        _member.Eject(number: 1);
        _member.Now(Healthy, isStart: true);
        Assert.False(_member.IsEjected);
        Assert.True(_member.Load.Admits);
    }

    [Fact]
    public void An_ejected_backend_whose_circuit_is_half_open_gets_no_trial()
    {
        _member.Eject(number: 1);
        _member.Now(Healthy with { Circuit = CircuitState.HalfOpen, Trial = 1, Places = 3 }, isStart: false);
        Assert.False(_member.Load.Admits);
    }
}
