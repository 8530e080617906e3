using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Pingap.Actors.Configuration;
using Pingap.Actors.Control;
using Pingap.Actors.Tests.Backends;
using Pingap.Actors.Upstreams;
using Pingap.Testing;

namespace Pingap.Actors.Tests.Control;

public sealed class ConfigActorTests : VirtualTimeTest
{
    private readonly FakeSource _source = new();
    private readonly FakeParticipant _participant = new();
    private readonly RunningConfig _running = new();
    private readonly IActorRef _config;

    public ConfigActorTests()
    {
        var upstreams = Sys.ActorOf(UpstreamsActor.Props(new FakeProbes()));
        _config = Sys.ActorOf(ConfigActor.Props(_source, upstreams, _participant, _running));
    }

    [Fact]
    public async Task A_valid_configuration_is_applied_with_a_group_for_every_upstream()
    {
        _source.Say(FakeSource.Valid(Some.Upstream("a"), Some.Upstream("b")));
        var applied = Assert.IsType<ConfigProtocol.Applied>(await ReloadAsync());
        Assert.Equal((1L, "+upstreams.a +upstreams.b"), (applied.Version, applied.Changes.ToString()));
        Assert.Same(_running.Current, _participant.Committed);
        Assert.Equal(2, _running.Current!.Upstreams.Count);
        Assert.Equal(PickStatus.Picked, (await _running.Current.Upstreams[new UpstreamName("a")].PickAsync(0, null)).Status);
    }

    [Fact]
    public async Task The_same_configuration_again_changes_nothing()
    {
        _source.Say(FakeSource.Valid(Some.Upstream("a")));
        await ReloadAsync();
        var before = _running.Current;
        _source.Say(FakeSource.Valid(Some.Upstream("a")));
        Assert.Equal(1, Assert.IsType<ConfigProtocol.Unchanged>(await ReloadAsync()).Version);
        Assert.Same(before, _running.Current);
    }

    [Fact]
    public async Task A_broken_configuration_changes_nothing_and_its_problems_are_told()
    {
        _source.Say(FakeSource.Valid(Some.Upstream("a")));
        await ReloadAsync();
        var before = _running.Current;
        _source.Say(FakeSource.Broken("no"));
        var rejected = Assert.IsType<ConfigProtocol.Rejected>(await ReloadAsync());
        Assert.Equal((ApplyRefusal.Invalid, "no"), (rejected.Reason, rejected.Problems[0].Message));
        Assert.Same(before, _running.Current);
    }

    [Fact]
    public async Task A_broken_configuration_is_logged_once_until_it_changes()
    {
        await ReloadAsync();
        var log = CreateTestProbe();
        Sys.EventStream.Subscribe(log.Ref, typeof(Error));
        _source.Say(FakeSource.Broken("first"));
        await PollAsync();
        await PollAsync();
        _source.Say(FakeSource.Broken("second"));
        await PollAsync();
        var lines = log.ReceiveN(4).Cast<Error>().Select(e => e.Message.ToString()).ToList();
        Assert.Equal(["a.toml:1:1: first", "a.toml:1:1: second"], lines.Where(line => line!.StartsWith("a.toml", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Whoever_asks_for_a_reload_finds_its_end_in_the_log_every_time()
    {
        await ReloadAsync();
        var log = CreateTestProbe();
        Sys.EventStream.Subscribe(log.Ref, typeof(Error));
        _source.Say(FakeSource.Broken("still"));
        await ReloadAsync();
        _config.Tell(ConfigProtocol.Reload.Instance, ActorRefs.NoSender);
        var lines = log.ReceiveN(4).Cast<Error>().Select(e => e.Message.ToString()).ToList();
        Assert.Equal(2, lines.Count(line => line == "a.toml:1:1: still"));
    }

    [Fact]
    public async Task What_the_gateway_refuses_is_not_applied_and_its_new_groups_end()
    {
        VersionedConfig? prepared = null;
        _participant.Instead = next =>
        {
            prepared = next;
            return Task.FromResult<ApplyPreparation>(new ApplyPreparation.Refused(ApplyRefusal.CannotListen, FakeParticipant.InUse));
        };
        _source.Say(FakeSource.Valid(Some.Upstream("a")));
        Assert.Equal(ApplyRefusal.CannotListen, Assert.IsType<ConfigProtocol.Rejected>(await ReloadAsync()).Reason);
        Assert.Null(_running.Current);
        var handle = prepared!.Upstreams[new UpstreamName("a")];
        await AwaitAssertAsync(async () => Assert.Equal(PickStatus.Lost, (await handle.PickAsync(0, null)).Status));
    }

    [Fact]
    public async Task Equal_upstreams_keep_their_group_and_changed_ones_their_handle()
    {
        _source.Say(FakeSource.Valid(Some.Upstream("same"), Some.Upstream("changed"), Some.Upstream("gone")));
        await ReloadAsync();
        var before = _running.Current!.Upstreams;
        var group = before[new UpstreamName("same")].Group;
        _source.Say(FakeSource.Valid(Some.Upstream("same"), Some.Upstream("changed", weights: [1, 1, 1]), Some.Upstream("new")));
        var applied = Assert.IsType<ConfigProtocol.Applied>(await ReloadAsync());
        Assert.Equal("+upstreams.new ~upstreams.changed -upstreams.gone", applied.Changes.ToString());
        var after = _running.Current!.Upstreams;
        Assert.Same(group, after[new UpstreamName("same")].Group);
        Assert.Same(before[new UpstreamName("changed")], after[new UpstreamName("changed")]);
        await AwaitAssertAsync(() => Assert.Equal(3, after[new UpstreamName("changed")].Config.Backends.Count));
    }

    [Fact]
    public async Task A_changed_source_is_read_when_it_has_settled()
    {
        await ReloadAsync();
        _source.Say(FakeSource.Valid(Some.Upstream("a")));
        var reads = _source.Reads;
        _source.Notify();
        _source.Notify();
        await FenceAsync();
        Assert.Equal(reads, _source.Reads);
        Clock.Advance(ConfigActor.SettleTime);
        await AwaitAssertAsync(() => Assert.Equal(2, _running.Current!.Version));
        Assert.Equal(reads + 1, _source.Reads);
    }

    [Fact]
    public async Task A_source_that_never_notifies_is_read_now_and_then()
    {
        await ReloadAsync();
        _source.Say(FakeSource.Valid(Some.Upstream("a")));
        Clock.Advance(ConfigActor.PollInterval);
        await AwaitAssertAsync(() => Assert.Equal(2, _running.Current!.Version));
    }

    [Fact]
    public async Task Reloads_that_come_while_one_is_applied_wait_their_turn()
    {
        var preparing = new TaskCompletionSource<VersionedConfig>(TaskCreationOptions.RunContinuationsAsynchronously);
        var ready = new TaskCompletionSource<ApplyPreparation>(TaskCreationOptions.RunContinuationsAsynchronously);
        _participant.Instead = next =>
        {
            preparing.SetResult(next);
            return ready.Task;
        };
        var first = ReloadAsync();
        var next = await preparing.Task;
        var second = ReloadAsync();
        await FenceAsync();
        Assert.False(second.IsCompleted);
        ready.SetResult(_participant.Ready(next));
        Assert.IsType<ConfigProtocol.Applied>(await first);
        Assert.IsType<ConfigProtocol.Unchanged>(await second);
    }

    [Fact]
    public async Task After_a_crash_it_answers_goes_on_watching_and_knows_what_runs()
    {
        _source.Say(FakeSource.Valid(Some.Upstream("a")));
        await ReloadAsync();
        _participant.Instead = _ => throw new InvalidOperationException("a defect");
        _source.Say(FakeSource.Valid(Some.Upstream("b")));
        await Assert.ThrowsAsync<InvalidOperationException>(ReloadAsync);
        Assert.Equal(1, _running.Current!.Version);
        _participant.Instead = null;
        Assert.Equal(2, Assert.IsType<ConfigProtocol.Applied>(await ReloadAsync()).Version);
        Assert.True(_source.IsWatched);
    }

    // Reads as the timer does; the fence behind it waits until the reading has been judged.
    private async Task PollAsync()
    {
        var reads = _source.Reads;
        Clock.Advance(ConfigActor.PollInterval);
        await AwaitAssertAsync(() => Assert.Equal(reads + 1, _source.Reads));
        await FenceAsync();
    }

    private Task<ConfigProtocol.ReloadReply> ReloadAsync() => _config.Ask<ConfigProtocol.ReloadReply>(ConfigProtocol.Reload.Instance, TimeSpan.FromSeconds(20));

    private Task<ActorIdentity> FenceAsync() => _config.Ask<ActorIdentity>(new Identify(0), TimeSpan.FromSeconds(20));
}
