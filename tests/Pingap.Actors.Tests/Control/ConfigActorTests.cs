using Akka.Actor;
using Akka.Event;
using Pingap.Actors.Configuration;
using Pingap.Actors.Control;
using Pingap.Actors.Upstreams;

namespace Pingap.Actors.Tests.Control;

public sealed class ConfigActorTests : ConfigActorTest
{
    [Fact]
    public async Task A_valid_configuration_is_applied_with_a_group_for_every_upstream()
    {
        Source.Say("a", "b");
        var applied = Assert.IsType<ConfigProtocol.Applied>(await ReloadAsync());
        Assert.Equal((1L, "+servers.http +upstreams.a +upstreams.b"), (applied.Version, applied.Changes.ToString()));
        Assert.Same(Running.Current, Participant.Committed);
        Assert.Equal(2, Running.Current!.Upstreams.Count);
        Assert.Equal(PickStatus.Picked, (await Running.Current.Upstreams[new UpstreamName("a")].PickAsync(new(0, null))).Status);
    }

    [Fact]
    public async Task The_same_configuration_again_changes_nothing()
    {
        Source.Say("a");
        await ReloadAsync();
        var before = Running.Current;
        Source.Say("a");
        Assert.Equal(1, Assert.IsType<ConfigProtocol.Unchanged>(await ReloadAsync()).Version);
        Assert.Same(before, Running.Current);
    }

    [Fact]
    public async Task A_broken_configuration_changes_nothing_and_its_problems_are_told()
    {
        Source.Say("a");
        await ReloadAsync();
        var before = Running.Current;
        Source.SayText("no = 1\n" + SomeText.With());
        var rejected = Assert.IsType<ConfigProtocol.Rejected>(await ReloadAsync());
        Assert.Equal((ApplyRefusal.Invalid, "unknown section; remove it"), (rejected.Reason, rejected.Problems[0].Message));
        Assert.Same(before, Running.Current);
    }

    [Fact]
    public async Task A_broken_configuration_is_logged_once_until_it_changes()
    {
        await ReloadAsync();
        var log = Logged<Error>();
        Source.SayText("first = 1\n" + SomeText.With());
        await PollAsync();
        await PollAsync();
        Source.SayText("second = 1\n" + SomeText.With());
        await PollAsync();
        var lines = log.ReceiveN(4).Cast<Error>().Select(e => e.Message.ToString()).ToList();
        Assert.Equal(["a.toml:1:1: first: unknown section; remove it", "a.toml:1:1: second: unknown section; remove it"], lines.Where(line => line!.StartsWith("a.toml", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Whoever_asks_for_a_reload_finds_its_end_in_the_log_every_time()
    {
        await ReloadAsync();
        var log = Logged<Error>();
        Source.SayText("still = 1\n" + SomeText.With());
        await ReloadAsync();
        Config.Tell(new ConfigProtocol.Reload("SIGHUP"), ActorRefs.NoSender);
        var lines = log.ReceiveN(4).Cast<Error>().Select(e => e.Message.ToString()).ToList();
        Assert.Equal(2, lines.Count(line => line == "a.toml:1:1: still: unknown section; remove it"));
    }

    [Fact]
    public async Task What_the_gateway_refuses_is_not_applied_and_its_new_groups_end()
    {
        VersionedConfig? prepared = null;
        Participant.Instead = next =>
        {
            prepared = next;
            return Task.FromResult<ApplyPreparation>(new ApplyPreparation.Refused(ApplyRefusal.CannotListen, FakeParticipant.InUse));
        };
        Source.Say("a");
        Assert.Equal(ApplyRefusal.CannotListen, Assert.IsType<ConfigProtocol.Rejected>(await ReloadAsync()).Reason);
        Assert.Null(Running.Current);
        var handle = prepared!.Upstreams[new UpstreamName("a")];
        await AwaitAssertAsync(async () => Assert.Equal(PickStatus.Lost, (await handle.PickAsync(new(0, null))).Status));
    }

    [Fact]
    public async Task Equal_upstreams_keep_their_group_and_changed_ones_their_handle()
    {
        Source.Say("same", "changed", "gone");
        await ReloadAsync();
        var before = Running.Current!.Upstreams;
        var group = before[new UpstreamName("same")].Group;
        Source.Say("same", "changed:3", "new");
        var applied = Assert.IsType<ConfigProtocol.Applied>(await ReloadAsync());
        Assert.Equal("+upstreams.new ~upstreams.changed -upstreams.gone", applied.Changes.ToString());
        var after = Running.Current!.Upstreams;
        Assert.Same(group, after[new UpstreamName("same")].Group);
        Assert.Same(before[new UpstreamName("changed")], after[new UpstreamName("changed")]);
        await AwaitAssertAsync(() => Assert.Equal(3, after[new UpstreamName("changed")].Config.Backends.Count));
    }

    [Fact]
    public async Task A_changed_source_is_read_when_it_has_settled()
    {
        await ReloadAsync();
        Source.Say("a");
        var reads = Source.Reads;
        Source.Notify();
        Source.Notify();
        await FenceAsync();
        Assert.Equal(reads, Source.Reads);
        Clock.Advance(SourceNews.SettleTime);
        await AwaitAssertAsync(() => Assert.Equal(2, Running.Current!.Version));
        Assert.Equal(reads + 1, Source.Reads);
    }

    [Fact]
    public async Task A_source_that_never_notifies_is_read_now_and_then()
    {
        await ReloadAsync();
        Source.Say("a");
        Clock.Advance(SourceNews.PollInterval);
        await AwaitAssertAsync(() => Assert.Equal(2, Running.Current!.Version));
    }

    [Fact]
    public async Task Reloads_that_come_while_one_is_applied_wait_their_turn()
    {
        var preparing = new TaskCompletionSource<VersionedConfig>(TaskCreationOptions.RunContinuationsAsynchronously);
        var ready = new TaskCompletionSource<ApplyPreparation>(TaskCreationOptions.RunContinuationsAsynchronously);
        Participant.Instead = next =>
        {
            preparing.SetResult(next);
            return ready.Task;
        };
        var first = ReloadAsync();
        var next = await preparing.Task;
        var second = ReloadAsync();
        await FenceAsync();
        Assert.False(second.IsCompleted);
        ready.SetResult(Participant.Ready(next));
        Assert.IsType<ConfigProtocol.Applied>(await first);
        Assert.IsType<ConfigProtocol.Unchanged>(await second);
    }

    [Fact]
    public async Task After_a_crash_it_answers_goes_on_watching_and_knows_what_runs()
    {
        Source.Say("a");
        await ReloadAsync();
        Participant.Instead = _ => throw new InvalidOperationException("a defect");
        Source.Say("b");
        await Assert.ThrowsAsync<InvalidOperationException>(ReloadAsync);
        Assert.Equal(1, Running.Current!.Version);
        Participant.Instead = null;
        Assert.Equal(3, Assert.IsType<ConfigProtocol.Applied>(await ReloadAsync()).Version);
        Assert.True(Source.IsWatched);
    }
}
