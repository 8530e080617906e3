using Akka.Actor;
using Akka.TestKit;
using Pingap.Actors.Configuration;
using Pingap.Actors.Discovery;

namespace Pingap.Actors.Tests.Discovery;

public sealed class DiscoveryActorTests : VirtualTimeTest
{
    private readonly FakeDiscoveries _world = new();
    private readonly DiscoveredBackends _found = new(Ask.Dns("a"), Discovered.Nothing);
    private readonly TestProbe _parent;

    public DiscoveryActorTests() => _parent = CreateTestProbe();

    [Fact]
    public async Task The_first_look_is_told_whatever_it_finds_and_then_only_what_is_new()
    {
        Start();
        await _world.AnswerAsync(EntryReading.Failed("a", "no answer"));
        _parent.ExpectMsg<DiscoveryProtocol.BackendsFound>();
        await NextAsync(TimeSpan.FromSeconds(1), Found("10.0.0.1"));
        _parent.ExpectMsg<DiscoveryProtocol.BackendsFound>();
        Assert.Equal("10.0.0.1:80 1", Ask.Shown(_found.Now.Backends));
        await NextAsync(TimeSpan.FromSeconds(60), Found("10.0.0.1"));
        await NextAsync(TimeSpan.FromSeconds(60), Found("10.0.0.2"));
        _parent.ExpectMsg<DiscoveryProtocol.BackendsFound>();
        Assert.False(_parent.HasMessages);
    }

    [Fact]
    public async Task Trouble_is_said_once_and_again_when_it_is_over()
    {
        Start();
        await _world.AnswerAsync(Found("10.0.0.1"));
        _parent.ExpectMsg<DiscoveryProtocol.BackendsFound>();
        await EventFilter.Warning(contains: "for a: no answer; it has 10.0.0.1:80").ExpectOneAsync(async () =>
        {
            await NextAsync(TimeSpan.FromSeconds(60), EntryReading.Failed("a", "no answer"));
            await NextAsync(TimeSpan.FromSeconds(1), EntryReading.Failed("a", "no answer"));
        });
        await EventFilter.Warning(contains: "found again for a").ExpectOneAsync(() => NextAsync(TimeSpan.FromSeconds(2), Found("10.0.0.1")));
        Assert.False(_parent.HasMessages);
    }

    [Fact]
    public async Task A_burst_of_changes_is_looked_into_once_half_a_second_after_the_first()
    {
        Start();
        await _world.AnswerAsync(Found("10.0.0.1"));
        _parent.ExpectMsg<DiscoveryProtocol.BackendsFound>();
        for (var i = 0; i < 5; i++) _world.Change();
        await NextAsync(TimeSpan.FromMilliseconds(500), Found("10.0.0.2"));
        _parent.ExpectMsg<DiscoveryProtocol.BackendsFound>();
        Assert.False(_world.Asked.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_change_while_it_looks_is_looked_into_after_that()
    {
        var discovery = Start();
        var first = await _world.Asked.Reader.ReadAsync();
        _world.Change();
        await FenceAsync(discovery);
        Clock.Advance(TimeSpan.FromMilliseconds(500));
        await FenceAsync(discovery);
        Assert.False(_world.Asked.Reader.TryRead(out _));
        first.SetResult(new DiscoveryReading([Found("10.0.0.1")]));
        await _world.AnswerAsync(Found("10.0.0.2"));
        _parent.ExpectMsg<DiscoveryProtocol.BackendsFound>();
        _parent.ExpectMsg<DiscoveryProtocol.BackendsFound>();
        Assert.Equal("10.0.0.2:80 1", Ask.Shown(_found.Now.Backends));
    }

    [Fact]
    public async Task A_crash_forgets_nothing_that_was_found()
    {
        var discovery = Start();
        await _world.AnswerAsync(Found("10.0.0.1"));
        _parent.ExpectMsg<DiscoveryProtocol.BackendsFound>();
        discovery.Tell(new Status.Failure(new InvalidOperationException("a defect")));
        await discovery.Ask<ActorIdentity>(new Identify(1), TimeSpan.FromSeconds(20)); // it has started again
        Assert.False(_world.Asked.Reader.TryPeek(out _));
        Clock.Advance(TimeSpan.FromSeconds(5));
        await _world.AnswerAsync(EntryReading.Failed("a", "no answer"));
        _parent.ExpectMsg<DiscoveryProtocol.BackendsFound>();
        Assert.Equal("10.0.0.1:80 1", Ask.Shown(_found.Now.Backends));
        Assert.Equal((2, 1), (_world.Created.Count, _world.Disposed));
    }

    private IActorRef Start() => _parent.ChildActorOf(
        DiscoveryActor.Props(new UpstreamName("api"), _found, _world), new OneForOneStrategy(_ => Directive.Restart));

    private static EntryReading Found(string backend) => EntryReading.Found("a", Ask.Backends(backend));

    private static Task FenceAsync(IActorRef actor) => actor.Ask<ActorIdentity>(new Identify(0), TimeSpan.FromSeconds(20));

    // The timer is set when the actor has heard the last reading; until then advancing the clock does nothing.
    private Task NextAsync(TimeSpan wait, EntryReading entry) => AwaitAssertAsync(() =>
    {
        Clock.Advance(wait);
        Assert.True(_world.Asked.Reader.TryRead(out var asked));
        asked!.SetResult(new DiscoveryReading([entry]));
    });
}
