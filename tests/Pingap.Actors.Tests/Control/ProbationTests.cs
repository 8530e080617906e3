using Akka.Actor;
using Akka.Event;
using Pingap.Actors.Control;
using Pingap.Actors.Control.History;

namespace Pingap.Actors.Tests.Control;

/// <summary>Versions that are undone unless somebody confirms them.</summary>
public sealed class ProbationTests : ConfigActorTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_version_that_nobody_confirms_in_time_is_undone()
    {
        Source.Say("a");
        await ReloadAsync();
        var applied = Assert.IsType<ConfigProtocol.Applied>(await ApplyAsync(["b"], Minute));
        Assert.Equal(new AwaitedConfirmation(2, Clock.Now + Minute, 1), applied.Awaited);
        Assert.Equal(["b"], Upstreams);

        Clock.Advance(Minute);
        await AwaitAssertAsync(() => Assert.Equal(["a"], Upstreams));
        var versions = await VersionsAsync();
        Assert.Equal((3L, null), (versions.Running, versions.Awaited));
        Assert.Equal(new VersionOrigin(ChangeCause.NotConfirmed, "version 1", ""), versions.All[^1].Origin);
    }

    [Fact]
    public async Task A_version_that_is_confirmed_stays()
    {
        Source.Say("a");
        await ReloadAsync();
        await ApplyAsync(["b"], Minute);
        Assert.Equal(new ConfigProtocol.Confirmed(2, Awaited: true), await AskAsync<ConfigProtocol.Confirmed>(new ConfigProtocol.Confirm("tester")));
        Clock.Advance(2 * Minute);
        var versions = await VersionsAsync();
        Assert.Equal((2L, null), (versions.Running, versions.Awaited));
        var standing = (await History.StandingAsync(default))!;
        Assert.Equal((2L, 2L), (standing.Running, standing.Trusted));
    }

    [Fact]
    public async Task To_confirm_what_awaits_nothing_changes_nothing()
    {
        await ReloadAsync();
        Assert.Equal(new ConfigProtocol.Confirmed(1, Awaited: false), await AskAsync<ConfigProtocol.Confirmed>(new ConfigProtocol.Confirm("tester")));
    }

    [Fact]
    public async Task Meanwhile_nothing_else_is_applied_and_the_refusal_says_what_to_do()
    {
        Source.Say("a");
        await ReloadAsync();
        await ApplyAsync(["b"], Minute);
        foreach (var reply in new[] { await ApplyAsync(["c"]), await ReloadAsync() })
        {
            var rejected = Assert.IsType<ConfigProtocol.Rejected>(reply);
            Assert.Equal(ApplyRefusal.AwaitsConfirmation, rejected.Reason);
            Assert.Contains("pingap rollback 1", rejected.Problems[0].Message, StringComparison.Ordinal);
        }

        Assert.Equal(["b"], Upstreams);
    }

    [Fact]
    public async Task An_edit_of_the_source_meanwhile_is_taken_up_afterwards()
    {
        Source.Say("a");
        await ReloadAsync();
        await ApplyAsync(["b"], Minute);
        Source.Say("edited");
        var reads = Source.Reads;
        Clock.Advance(SourceNews.PollInterval);
        await FenceAsync();
        Assert.Equal((2L, reads), (Running.Current!.Version, Source.Reads));

        await AskAsync<ConfigProtocol.Confirmed>(new ConfigProtocol.Confirm("tester"));
        await PollAsync();
        Assert.Equal(["edited"], Upstreams);
    }

    [Fact]
    public async Task A_rollback_ends_the_wait_at_once()
    {
        Source.Say("a");
        await ReloadAsync();
        await ApplyAsync(["b"], Minute);
        Assert.IsType<ConfigProtocol.Applied>(await RollbackAsync(1));
        Assert.Equal(["a"], Upstreams);
        Clock.Advance(2 * Minute);
        Assert.Equal((3L, null), ((await VersionsAsync()).Running, (await VersionsAsync()).Awaited));
    }

    [Fact]
    public async Task A_second_one_goes_back_to_what_was_confirmed_not_to_the_first()
    {
        Source.Say("a");
        await ReloadAsync();
        await ApplyAsync(["b"]);
        await ApplyAsync(["c"], Minute);
        var applied = Assert.IsType<ConfigProtocol.Applied>(await RollbackAsync(1, Minute));
        Assert.Equal(2, applied.Awaited!.Otherwise);
        Clock.Advance(Minute);
        await AwaitAssertAsync(() => Assert.Equal(["b"], Upstreams));
    }

    [Fact]
    public async Task What_keeps_the_earlier_version_from_coming_back_is_tried_again()
    {
        Source.Say("a");
        await ReloadAsync();
        await ApplyAsync(["b"], Minute);
        var log = Logged<Error>();
        Participant.Instead = _ => Task.FromResult<ApplyPreparation>(new ApplyPreparation.Refused(ApplyRefusal.CannotListen, FakeParticipant.InUse));
        Clock.Advance(Minute);
        log.FishForMessage<Error>(error => error.Message.ToString()!.Contains("was not applied", StringComparison.Ordinal));
        await VersionsAsync();
        Assert.Equal(["b"], Upstreams);

        Participant.Instead = null;
        Clock.Advance(SourceNews.PollInterval);
        await AwaitAssertAsync(() => Assert.Equal(["a"], Upstreams));
    }

    [Fact]
    public async Task After_a_crash_of_the_actor_the_clock_goes_on()
    {
        Source.Say("a");
        await ReloadAsync();
        await ApplyAsync(["b"], Minute);
        Participant.Instead = _ => throw new InvalidOperationException("a defect");
        await Assert.ThrowsAsync<InvalidOperationException>(() => RollbackAsync(1));
        Participant.Instead = null;
        Assert.Equal(2, (await VersionsAsync()).Awaited!.Version);
        Clock.Advance(Minute);
        await AwaitAssertAsync(() => Assert.Equal(["a"], Upstreams));
    }

    [Fact]
    public async Task A_proxy_that_was_killed_meanwhile_begins_with_what_was_confirmed_and_says_so()
    {
        Source.Say("a");
        await ReloadAsync();
        await ApplyAsync(["b"], Minute);
        var log = Logged<Warning>();
        Assert.Equal(1, Assert.IsType<ConfigProtocol.Applied>(await RestartAsync()).Version);
        Assert.Equal(["a"], Upstreams);
        log.FishForMessage<Warning>(warning => warning.Message.ToString() == "version 2 was never confirmed; version 1 is in force again");
        Assert.Equal(3, Assert.IsType<ConfigProtocol.Applied>(await ApplyAsync(["c"])).Version);
    }

    [Fact]
    public async Task What_was_not_confirmed_is_not_taken_up_from_the_source_either()
    {
        Source.Say("a");
        await ReloadAsync();
        await ApplyAsync(["b"], Minute);
        Source.Say("b");
        Clock.Advance(Minute);
        await AwaitAssertAsync(() => Assert.Equal(["a"], Upstreams));
        var log = Logged<Warning>();
        await PollAsync();
        await PollAsync();
        Assert.Equal(["a"], Upstreams);
        log.FishForMessage<Warning>(warning => warning.Message.ToString()!.StartsWith("fake says what was tried and not confirmed", StringComparison.Ordinal));

        Assert.IsType<ConfigProtocol.Applied>(await ReloadAsync());
        Assert.Equal(["b"], Upstreams);
    }

    [Fact]
    public async Task Nor_at_the_next_start()
    {
        Source.Say("a");
        await ReloadAsync();
        await ApplyAsync(["b"], Minute);
        Source.Say("b");
        Assert.Equal(1, Assert.IsType<ConfigProtocol.Applied>(await RestartAsync()).Version);
        await PollAsync();
        Assert.Equal(["a"], Upstreams);
        Source.Say("c");
        await PollAsync();
        Assert.Equal(["c"], Upstreams);
    }

    [Fact]
    public async Task To_go_back_to_what_was_confirmed_is_no_trial()
    {
        Source.Say("a");
        await ReloadAsync();
        await ApplyAsync(["b"], Minute);
        Assert.Null(Assert.IsType<ConfigProtocol.Applied>(await RollbackAsync(1, Minute)).Awaited);
        Clock.Advance(2 * Minute);
        Assert.IsType<ConfigProtocol.Applied>(await ApplyAsync(["c"]));
    }

    [Fact]
    public async Task To_roll_back_to_the_version_on_trial_is_to_keep_it()
    {
        Source.Say("a");
        await ReloadAsync();
        await ApplyAsync(["b"], Minute);
        Assert.IsType<ConfigProtocol.Unchanged>(await RollbackAsync(2));
        Clock.Advance(2 * Minute);
        Assert.Null((await VersionsAsync()).Awaited);
        Assert.Equal(["b"], Upstreams);
    }

    [Fact]
    public async Task Whoever_means_another_version_confirms_nothing()
    {
        Source.Say("a");
        await ReloadAsync();
        await ApplyAsync(["b"], Minute);
        Assert.Equal(ApplyRefusal.UnknownVersion, (await AskAsync<ConfigProtocol.Rejected>(new ConfigProtocol.Confirm("tester", 1))).Reason);
        Assert.NotNull((await VersionsAsync()).Awaited);
    }
}
