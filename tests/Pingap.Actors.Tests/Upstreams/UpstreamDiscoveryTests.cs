using Akka.Actor;
using Pingap.Actors.Configuration;
using Pingap.Actors.Discovery;
using Pingap.Actors.Health;
using Pingap.Actors.Tests.Backends;
using Pingap.Actors.Tests.Discovery;
using Pingap.Actors.Upstreams;
using Pingap.Testing;

namespace Pingap.Actors.Tests.Upstreams;

/// <summary>Groups whose backends are found, not written.</summary>
public sealed class UpstreamDiscoveryTests : VirtualTimeTest
{
    private static readonly UpstreamConfig Api = Named("a.example");

    private readonly FakeDiscoveries _world = new();
    private readonly FakeProbes _probes = new();
    private readonly IActorRef _upstreams;

    public UpstreamDiscoveryTests() =>
        _upstreams = ActorOfAsTestActorRef<Restarting>(Props.Create(() => new Restarting(_probes, _world))).UnderlyingActor.Upstreams;

    [Fact]
    public async Task A_change_waits_for_the_first_look_so_that_its_first_request_finds_backends()
    {
        var prepared = PrepareAsync(Api);
        await _world.AnswerAsync(Found("10.0.0.1", "10.0.0.2"));
        var handle = (await prepared)[Api.Name];
        Assert.Equal("10.0.0.1", (await handle.PickAsync(new(0, null, new UpstreamVersion(1, Api)))).Lease.Backend.Host);
    }

    [Fact]
    public async Task A_change_does_not_wait_for_ever_and_requests_recover_when_something_is_found()
    {
        var prepared = PrepareAsync(Api);
        var looking = await _world.Asked.Reader.ReadAsync();
        await AwaitAssertAsync(() =>
        {
            Clock.Advance(TimeSpan.FromSeconds(3));
            Assert.True(prepared.IsCompleted);
        });
        var handle = (await prepared)[Api.Name];
        await CommitAsync();
        var none = await handle.PickAsync(new(0));
        Assert.Equal(PickStatus.NoneAvailable, none.Status);
        Assert.Equal(TimeSpan.FromSeconds(5), none.RetryAfter);
        looking.SetResult(new DiscoveryReading([Found("10.0.0.1")]));
        await AwaitAssertAsync(async () => Assert.Equal(PickStatus.Picked, (await handle.PickAsync(new(0))).Status));
    }

    [Fact]
    public async Task Backends_that_are_found_and_lost_leave_the_others_their_state()
    {
        var handle = await StartAsync(Api, Found("10.0.0.1", "10.0.0.2"));
        var held = await handle.PickAsync(new(0));
        Assert.Equal("10.0.0.1", held.Lease.Backend.Host);
        await ChangeAsync(Found("10.0.0.1", "10.0.0.3"));
        await AwaitAssertAsync(async () => Assert.Equal("10.0.0.1 1, 10.0.0.3 0", await ShownAsync(handle)));
        await ChangeAsync(Found("10.0.0.3"));
        await AwaitAssertAsync(async () => Assert.Equal("10.0.0.3 0, 10.0.0.1 1", await ShownAsync(handle)));
        held.Lease.End(Outcome.Answered(200));
        Assert.Equal("10.0.0.3 0", await ShownAsync(handle));
        Assert.Equal(3, _probes.Created.Count);
    }

    [Fact]
    public async Task What_operators_took_out_stays_out_when_it_is_lost_and_found_again()
    {
        var handle = await StartAsync(Api, Found("10.0.0.1", "10.0.0.2"));
        await OrderAsync(OrderKind.Drain);
        await ChangeAsync(Found("10.0.0.2"));
        await AwaitAssertAsync(async () => Assert.Equal("10.0.0.2 0", await ShownAsync(handle)));
        await ChangeAsync(Found("10.0.0.1", "10.0.0.2"));
        await AwaitAssertAsync(async () => Assert.Equal("10.0.0.1 0, 10.0.0.2 0", await ShownAsync(handle)));
        for (var i = 0; i < 4; i++) Assert.Equal("10.0.0.2", (await handle.PickAsync(new(0))).Lease.Backend.Host);

        await ChangeAsync(Found("10.0.0.2"));
        await OrderAsync(OrderKind.Enable);
        Assert.Null(handle.Orders.WithdrawalOf(new BackendAddress("10.0.0.1", 80)));

        Task OrderAsync(OrderKind kind) => _upstreams.Ask<UpstreamsProtocol.OrderGiven>(
            new UpstreamsProtocol.GiveOrder(Api.Name, "10.0.0.1:80", new(kind, "root")), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_change_of_something_else_keeps_what_was_found_and_asks_nothing_anew()
    {
        var handle = await StartAsync(Api, Found("10.0.0.1"));
        await PrepareAsync(Api with { Balancing = new BalancingConfig(BalancingAlgorithm.LeastConnections), Remark = "other" });
        await CommitAsync();
        await AwaitAssertAsync(async () => Assert.Equal("10.0.0.1 0", await ShownAsync(handle)));
        Assert.Single(_world.Created);
    }

    [Fact]
    public async Task Another_question_starts_from_what_is_known_of_the_same_names()
    {
        var handle = await StartAsync(Api, Found("10.0.0.1"));
        var both = Named("a.example", "b.example");
        var prepared = PrepareAsync(both);
        await _world.AnswerAsync(EntryReading.Failed("a.example:80", "no answer"), EntryReading.Found("b.example:80", Ask.Backends("10.0.0.2")));
        await prepared;
        Assert.Equal("10.0.0.1 0", await ShownAsync(handle));
        await CommitAsync();
        await AwaitAssertAsync(async () => Assert.Equal("10.0.0.1 0, 10.0.0.2 0", await ShownAsync(handle)));
        await AwaitAssertAsync(() => Assert.Equal(1, _world.Disposed));
    }

    [Fact]
    public async Task A_request_by_the_new_version_gets_the_new_names_backends_before_the_commit()
    {
        var handle = await StartAsync(Api, Found("10.0.0.1"));
        Assert.Equal("10.0.0.1", (await handle.PickAsync(new(0, null, new UpstreamVersion(1, Api)))).Lease.Backend.Host);
        var other = Named("b.example");
        var prepared = PrepareAsync(other);
        await _world.AnswerAsync(EntryReading.Found("b.example:80", Ask.Backends("10.0.0.2")));
        await prepared;
        Assert.Equal("10.0.0.2", (await handle.PickAsync(new(0, null, new UpstreamVersion(2, other)))).Lease.Backend.Host);
    }

    [Fact]
    public async Task An_aborted_change_lets_go_of_its_discovery()
    {
        var handle = await StartAsync(Api, Found("10.0.0.1"));
        _ = PrepareAsync(Named("b.example"));
        await _world.Asked.Reader.ReadAsync();
        _upstreams.Tell(UpstreamsProtocol.Abort.Instance);
        await AwaitAssertAsync(() => Assert.Equal(1, _world.Disposed));
        Assert.Equal("10.0.0.1 0", await ShownAsync(handle));
    }

    [Fact]
    public async Task Written_backends_need_no_discovery_and_one_that_is_not_asked_any_more_ends()
    {
        var handle = await StartAsync(Api, Found("10.0.0.1"));
        await PrepareAsync(Some.Upstream(weights: [1]));
        await CommitAsync();
        await AwaitAssertAsync(() => Assert.Equal(1, _world.Disposed));
        await AwaitAssertAsync(async () => Assert.Equal("127.0.0.1 0", await ShownAsync(handle)));
    }

    [Fact]
    public async Task Neither_a_group_that_crashes_nor_its_supervisor_forgets_what_was_found()
    {
        var handle = await StartAsync(Api, Found("10.0.0.1"));
        handle.Group.Tell(Kill.Instance);
        await AwaitAssertAsync(async () => Assert.Equal("10.0.0.1 0", await ShownAsync(handle)));
        var group = handle.Group;
        _upstreams.Tell(Kill.Instance);
        Assert.True(await handle.ReplacedAsync(group, TimeSpan.FromSeconds(20), default));
        Assert.Equal("10.0.0.1 0", await ShownAsync(handle));
        await _world.AnswerAsync(Found("10.0.0.2"));
        await AwaitAssertAsync(async () => Assert.Equal("10.0.0.2 0", await ShownAsync(handle)));
    }

    private static UpstreamConfig Named(params string[] names) => Some.Upstream() with
    {
        Backends = Ask.Backends(names),
        Discovery = DiscoveryConfig.Static with { Kind = DiscoveryKind.Dns },
    };

    private static EntryReading Found(params string[] backends) => EntryReading.Found("a.example:80", Ask.Backends(backends));

    private async Task<UpstreamHandle> StartAsync(UpstreamConfig upstream, EntryReading found)
    {
        var prepared = PrepareAsync(upstream);
        await _world.AnswerAsync(found);
        var handle = (await prepared)[upstream.Name];
        await CommitAsync();
        return handle;
    }

    private async Task<IReadOnlyDictionary<UpstreamName, UpstreamHandle>> PrepareAsync(UpstreamConfig upstream) =>
        (await _upstreams.Ask<UpstreamsProtocol.Prepared>(new UpstreamsProtocol.Prepare([upstream]), TimeSpan.FromSeconds(20))).Handles;

    private Task CommitAsync()
    {
        _upstreams.Tell(new UpstreamsProtocol.Commit(TimeSpan.FromSeconds(30)));
        return FenceAsync(_upstreams);
    }

    private Task ChangeAsync(EntryReading found) => AwaitAssertAsync(() =>
    {
        Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.True(_world.Asked.Reader.TryRead(out var asked));
        asked!.SetResult(new DiscoveryReading([found]));
    });

    private static async Task<string> ShownAsync(UpstreamHandle handle) => string.Join(
        ", ",
        (await handle.Group.Ask<UpstreamGroupProtocol.BackendsListed>(UpstreamGroupProtocol.ListBackends.Instance, TimeSpan.FromSeconds(20))).Backends
            .Select(backend => $"{backend.Address.Host} {backend.InFlight}"));

    private static Task FenceAsync(IActorRef actor) => actor.Ask<ActorIdentity>(new Identify(0), TimeSpan.FromSeconds(20));

    // The user guardian stops what is killed; a parent that restarts it shows what a crash does.
    private sealed class Restarting(FakeProbes probes, FakeDiscoveries world) : UntypedActor
    {
        public IActorRef Upstreams { get; } = Context.ActorOf(UpstreamsActor.Props(probes, world));

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Restart);

        protected override void OnReceive(object message) => Unhandled(message);
    }
}
