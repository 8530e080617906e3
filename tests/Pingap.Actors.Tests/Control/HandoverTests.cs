using Akka.Event;
using Pingap.Actors.Control;
using Pingap.Actors.Control.History;

namespace Pingap.Actors.Tests.Control;

/// <summary>What is handed over by hand, brought back from the history, and how that goes together with the source and with a restart.</summary>
public sealed class HandoverTests : ConfigActorTest
{
    [Fact]
    public async Task What_is_handed_over_stays_while_the_source_says_nothing_new()
    {
        Source.Say("a");
        await ReloadAsync();
        Assert.Equal(2, Assert.IsType<ConfigProtocol.Applied>(await ApplyAsync(["b"])).Version);
        await PollAsync();
        await PollAsync();
        Assert.Equal(["b"], Upstreams);
        Assert.False((await VersionsAsync()).IsSourceFollowed);
    }

    [Fact]
    public async Task The_next_edit_of_the_source_takes_over()
    {
        Source.Say("a");
        await ReloadAsync();
        await ApplyAsync(["b"]);
        Source.Say("c");
        await PollAsync();
        Assert.Equal(["c"], Upstreams);
        Assert.True((await VersionsAsync()).IsSourceFollowed);
    }

    [Fact]
    public async Task To_reload_is_to_go_by_the_source_again()
    {
        Source.Say("a");
        await ReloadAsync();
        await ApplyAsync(["b"]);
        Assert.IsType<ConfigProtocol.Applied>(await ReloadAsync());
        Assert.Equal(["a"], Upstreams);
    }

    [Fact]
    public async Task An_edit_that_was_there_before_is_not_applied_after_something_else_was_handed_over()
    {
        Source.Say("a");
        await ReloadAsync();
        Source.Say("edited");
        await ApplyAsync(["b"]);
        await PollAsync();
        Assert.Equal(["b"], Upstreams);
    }

    [Fact]
    public async Task A_broken_handover_changes_nothing_and_leaves_no_version()
    {
        Source.Say("a");
        await ReloadAsync();
        var broken = new ConfigProtocol.Apply([new("new.toml", "[upstreams.b\n")], "new.toml", "tester", null);
        Assert.Equal(ApplyRefusal.Invalid, Assert.IsType<ConfigProtocol.Rejected>(await AskAsync<ConfigProtocol.ApplyReply>(broken)).Reason);
        Assert.Single((await VersionsAsync()).All);
    }

    [Fact]
    public async Task Every_version_says_when_why_from_where_and_by_whom()
    {
        Source.Say("a");
        await ReloadAsync();
        Clock.Advance(TimeSpan.FromSeconds(1));
        await ApplyAsync(["b"]);
        Source.Say("c");
        await PollAsync();
        Source.Say("d");
        await ReloadAsync();
        await RollbackAsync(2);
        var versions = await VersionsAsync();
        Assert.Equal(5, versions.Running);
        Assert.Equal(
            [
                new VersionOrigin(ChangeCause.Started, "fake", ""),
                new VersionOrigin(ChangeCause.HandedOver, "new.toml", "tester"),
                new VersionOrigin(ChangeCause.SourceChanged, "fake", ""),
                new VersionOrigin(ChangeCause.Reloaded, "fake", "tester"),
                new VersionOrigin(ChangeCause.RolledBack, "version 2", "tester"),
            ],
            versions.All.Select(version => version.Origin));
        Assert.Equal("+upstreams.b -upstreams.a", versions.All[1].Changes);
        Assert.Equal(TimeSpan.FromSeconds(1), versions.All[1].At - versions.All[0].At);
    }

    [Fact]
    public async Task A_version_that_is_not_in_the_history_cannot_come_back()
    {
        await ReloadAsync();
        Assert.Equal(ApplyRefusal.UnknownVersion, Assert.IsType<ConfigProtocol.Rejected>(await RollbackAsync(7)).Reason);
        Assert.Equal(ApplyRefusal.UnknownVersion, (await AskAsync<ConfigProtocol.Rejected>(new ConfigProtocol.CompareVersions(1, 7))).Reason);
    }

    [Fact]
    public async Task Two_versions_are_compared_as_they_were_written()
    {
        Source.Say("a");
        await ReloadAsync();
        await ApplyAsync(["a:3"]);
        var entity = Assert.Single((await AskAsync<ConfigProtocol.Compared>(new ConfigProtocol.CompareVersions(1, 2))).Entities);
        Assert.Equal("upstreams.a", entity.Path);
        Assert.Equal("[\"127.0.0.1:8001\", \"127.0.0.1:8002\"]", Assert.Single(entity.Keys).Before);
    }

    [Fact]
    public async Task A_plan_tells_and_touches_nothing()
    {
        Source.Say("a");
        await ReloadAsync();
        var before = Running.Current;
        var plan = (await AskAsync<ConfigProtocol.Planned>(new ConfigProtocol.MakePlan(SomeText.Documents("a:3", "b")))).Result;
        Assert.Equal(["upstreams.a", "upstreams.b"], plan.Changes.Select(change => change.Diff.Path));
        Assert.Equal(["basic", "servers.http"], plan.Kept.Order(StringComparer.Ordinal));
        Assert.Same(before, Running.Current);
        Assert.Single((await VersionsAsync()).All);
    }

    [Fact]
    public async Task A_restart_with_the_same_source_goes_on_with_the_same_version()
    {
        Source.Say("a");
        await ReloadAsync();
        Assert.Equal(1, Assert.IsType<ConfigProtocol.Applied>(await RestartAsync()).Version);
        Assert.Single((await VersionsAsync()).All);
    }

    [Fact]
    public async Task A_restart_goes_on_with_what_was_handed_over_and_says_so()
    {
        Source.Say("a");
        await ReloadAsync();
        await ApplyAsync(["b"]);
        var log = Logged<Warning>();
        Assert.Equal(2, Assert.IsType<ConfigProtocol.Applied>(await RestartAsync()).Version);
        Assert.Equal(["b"], Upstreams);
        log.FishForMessage<Warning>(warning => warning.Message.ToString()!.StartsWith("fake says nothing new since version 2", StringComparison.Ordinal));
        await PollAsync();
        Assert.Equal(["b"], Upstreams);
    }

    [Fact]
    public async Task A_restart_after_an_edit_goes_by_the_edit()
    {
        Source.Say("a");
        await ReloadAsync();
        await ApplyAsync(["b"]);
        Source.Say("c");
        Assert.Equal(3, Assert.IsType<ConfigProtocol.Applied>(await RestartAsync()).Version);
        Assert.Equal(["c"], Upstreams);
    }

    [Fact]
    public async Task A_start_without_the_source_uses_the_last_good_version_and_follows_the_source_when_it_is_back()
    {
        Source.Say("a");
        await ReloadAsync();
        Source.Vanish();
        var log = Logged<Warning>();
        Assert.Equal(1, Assert.IsType<ConfigProtocol.Applied>(await RestartAsync()).Version);
        log.FishForMessage<Warning>(warning => warning.Message.ToString()!.StartsWith("fake cannot be reached, so the last good configuration is used, version 1", StringComparison.Ordinal));
        Source.Say("b");
        await PollAsync();
        Assert.Equal(["b"], Upstreams);
    }

    [Fact]
    public async Task A_first_start_without_the_source_is_refused()
    {
        Source.Vanish("no route");
        var rejected = Assert.IsType<ConfigProtocol.Rejected>(await ReloadAsync());
        Assert.Equal((ApplyRefusal.Unreachable, "no route"), (rejected.Reason, rejected.Problems[0].Message));
    }

    [Theory]
    [InlineData(StartFrom.Source)]
    [InlineData(StartFrom.LastGood)]
    public async Task A_start_with_a_broken_source_is_refused_unless_the_last_good_version_is_wanted(StartFrom startFrom)
    {
        Source.Say("a");
        await ReloadAsync();
        Source.SayText("[upstreams.b\n");
        StartFrom = startFrom;
        var reply = await RestartAsync();
        if (startFrom is StartFrom.Source)
        {
            Assert.Equal(ApplyRefusal.Invalid, Assert.IsType<ConfigProtocol.Rejected>(reply).Reason);
            return;
        }

        Assert.Equal(1, Assert.IsType<ConfigProtocol.Applied>(reply).Version);
        Assert.Equal(["a"], Upstreams);
    }

    [Fact]
    public async Task A_lost_source_changes_nothing_and_every_loss_is_told_once()
    {
        Source.Say("a");
        await ReloadAsync();
        var errors = Logged<Error>();
        Source.Vanish("connection refused");
        await PollAsync();
        await PollAsync();
        Source.Say("a");
        await PollAsync();
        Source.Vanish("connection refused");
        await PollAsync();
        string[] told = ["connection refused", "fake cannot be reached; version 1 goes on running"];
        Assert.Equal(
            [.. told, .. told],
            errors.ReceiveN(4).Cast<Error>().Select(error => error.Message.ToString()));
        Assert.False(errors.HasMessages);
        Assert.Equal(["a"], Upstreams);
    }

    [Fact]
    public async Task A_history_that_cannot_be_written_keeps_nobody_from_changing_the_configuration()
    {
        var disk = new FullDisk();
        History = disk;
        Source.Say("a");
        await ReloadAsync();
        disk.IsFull = true;
        var log = Logged<Error>();
        Assert.IsType<ConfigProtocol.Applied>(await ApplyAsync(["b"]));
        log.FishForMessage<Error>(error => error.Message.ToString() == "the history of the configuration is not kept on disk: no space left");
        Assert.Equal([1, 2], (await VersionsAsync()).All.Select(version => version.Number));

        disk.IsFull = false;
        Assert.IsType<ConfigProtocol.Applied>(await RollbackAsync(1));
        Assert.Equal([1, 2, 3], (await disk.ListAsync(default)).Select(version => version.Number));
    }

    [Fact]
    public async Task The_version_is_written_down_before_it_runs()
    {
        Source.Say("a");
        await ReloadAsync();
        Standing? atSwitch = null;
        Participant.Instead = next =>
        {
            var ready = (ApplyPreparation.Ready)Participant.Ready(next);
            return Task.FromResult<ApplyPreparation>(ready with
            {
                Commit = () =>
                {
                    atSwitch = History.StandingAsync(default).Result;
                    ready.Commit();
                },
            });
        };
        await ApplyAsync(["b"]);
        Assert.Equal(2, atSwitch!.Running);
    }

    [Fact]
    public async Task An_edit_that_changes_only_the_text_is_followed_all_the_same()
    {
        Source.Say("a");
        await ReloadAsync();
        Source.SayText($"# a comment\n{SomeText.With("a")}");
        await PollAsync();
        Assert.True((await VersionsAsync()).IsSourceFollowed);
        var log = Logged<Warning>();
        Assert.Equal(1, Assert.IsType<ConfigProtocol.Applied>(await RestartAsync()).Version);
        Assert.True((await VersionsAsync()).IsSourceFollowed);
        Assert.False(log.HasMessages);
    }

    [Fact]
    public async Task To_write_what_was_handed_over_into_the_source_is_to_follow_it_again()
    {
        Source.Say("a");
        await ReloadAsync();
        await ApplyAsync(["b"]);
        Source.SayText($"# the same\n{SomeText.With("b")}");
        await PollAsync();
        Assert.True((await VersionsAsync()).IsSourceFollowed);
        Assert.Equal(2, Running.Current!.Version);
    }

    [Fact]
    public async Task A_crash_after_a_version_was_written_down_costs_its_number_and_nothing_else()
    {
        Source.Say("a");
        await ReloadAsync();
        Participant.Instead = next => Task.FromResult<ApplyPreparation>(
            ((ApplyPreparation.Ready)Participant.Ready(next)) with { Commit = () => throw new InvalidOperationException("a defect") });
        await Assert.ThrowsAsync<InvalidOperationException>(() => ApplyAsync(["b"]));
        Participant.Instead = null;
        Assert.Equal(3, Assert.IsType<ConfigProtocol.Applied>(await ApplyAsync(["c"])).Version);
        Assert.Equal(3, (await History.StandingAsync(default))!.Running);
        Assert.Equal(3, Assert.IsType<ConfigProtocol.Applied>(await RestartAsync()).Version);
        Assert.Equal(["c"], Upstreams);
    }

    [Fact]
    public async Task What_a_full_disk_did_not_take_is_written_when_it_has_room_again_also_after_a_crash()
    {
        var disk = new FullDisk();
        History = disk;
        Source.Say("a");
        await ReloadAsync();
        disk.IsFull = true;
        await ApplyAsync(["b"]);
        Participant.Instead = _ => throw new InvalidOperationException("a defect");
        await Assert.ThrowsAsync<InvalidOperationException>(() => ApplyAsync(["c"]));
        Participant.Instead = null;
        disk.IsFull = false;
        await PollAsync();
        Assert.Equal([1, 2], (await disk.ListAsync(default)).Select(version => version.Number));
        Assert.Equal(2, (await disk.StandingAsync(default))!.Running);
    }

    [Fact]
    public async Task A_source_that_is_written_all_the_time_is_read_all_the_same()
    {
        Source.Say("a");
        await ReloadAsync();
        Source.Say("b");
        for (var i = 0; i < 30; i++)
        {
            Source.Notify();
            await FenceAsync();
            Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        await AwaitAssertAsync(() => Assert.Equal(["b"], Upstreams));
    }

    [Fact]
    public async Task A_defect_in_a_plan_fails_the_plan_and_nothing_else()
    {
        Source.Say("a");
        await ReloadAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => AskAsync<ConfigProtocol.Planned>(new ConfigProtocol.MakePlan([null!])));
        Assert.Equal(1, (await VersionsAsync()).Running);
    }
}
