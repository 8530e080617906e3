using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;
using Pingap.Actors.Scheduling;

namespace Pingap.Actors.Tests.Scheduling;

/// <summary>An actor system that is woken by the runtime's timers.</summary>
public sealed class TimerSchedulerTests() : TestKit(ConfigurationFactory.ParseString(TimerScheduler.Hocon))
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void The_system_uses_it() => Assert.IsType<TimerScheduler>(Sys.Scheduler);

    [Fact]
    public void What_is_told_once_comes_once_and_not_too_early()
    {
        var began = Stopwatch.GetTimestamp();
        Sys.Scheduler.ScheduleTellOnce(Short, TestActor, "due", ActorRefs.NoSender);
        Assert.Equal("due", ExpectMsg<string>(Generous));
        Assert.True(Stopwatch.GetElapsedTime(began) >= Short);
        Sys.Scheduler.ScheduleTellOnce(2 * Short, TestActor, "fence", ActorRefs.NoSender);
        Assert.Equal("fence", ExpectMsg<string>(Generous));
    }

    [Fact]
    public void What_is_told_repeatedly_comes_until_it_is_cancelled()
    {
        var cancelable = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(TimeSpan.Zero, Short, TestActor, "due", ActorRefs.NoSender);
        for (var i = 0; i < 3; i++) Assert.Equal("due", ExpectMsg<string>(Generous));
        cancelable.Cancel();
        Sys.Scheduler.ScheduleTellOnce(3 * Short, TestActor, "fence", ActorRefs.NoSender);
        // One may have been on its way.
        var next = ExpectMsg<string>(Generous);
        if (next is "due") next = ExpectMsg<string>(Generous);
        Assert.Equal("fence", next);
    }

    [Fact]
    public void What_is_cancelled_before_its_time_does_not_come()
    {
        var cancelable = Sys.Scheduler.ScheduleTellOnceCancelable(Short, TestActor, "due", ActorRefs.NoSender);
        cancelable.Cancel();
        Sys.Scheduler.ScheduleTellOnce(3 * Short, TestActor, "fence", ActorRefs.NoSender);
        Assert.Equal("fence", ExpectMsg<string>(Generous));
    }

    [Fact]
    public void Actions_are_done_and_one_that_throws_ends_nothing()
    {
        Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.Zero, () => throw new InvalidOperationException("thrown by the test"));
        Sys.Scheduler.Advanced.ScheduleOnce(Short, () => TestActor.Tell("done", ActorRefs.NoSender));
        Assert.Equal("done", ExpectMsg<string>(Generous));
        Sys.Scheduler.Advanced.ScheduleRepeatedly(TimeSpan.Zero, Short, () => TestActor.Tell("again", ActorRefs.NoSender));
        for (var i = 0; i < 2; i++) Assert.Equal("again", ExpectMsg<string>(Generous));
    }

    [Fact]
    public void What_should_have_been_during_a_stall_does_not_come_all_at_once()
    {
        const int Missed = 20;
        const int Later = 5;
        var (ticks, stallEnd) = (0, 0L);
        var cancelable = new Cancelable(Sys.Scheduler);
        Sys.Scheduler.Advanced.ScheduleRepeatedly(
            TimeSpan.Zero,
            Short,
            () =>
            {
                if (ticks++ == 0)
                {
                    var until = Sys.Scheduler.MonotonicClock + (Missed * Short);
                    SpinWait.SpinUntil(() => Sys.Scheduler.MonotonicClock >= until);
                    stallEnd = Stopwatch.GetTimestamp();
                }
                else if (ticks == 1 + Later)
                {
                    TestActor.Tell(Stopwatch.GetElapsedTime(stallEnd).Ticks, ActorRefs.NoSender);
                }
            },
            cancelable);
        var took = TimeSpan.FromTicks(ExpectMsg<long>(Generous));
        cancelable.Cancel();
        Assert.True(took >= Later * Short, $"{Later} within {took}");
    }

    [Fact]
    public async Task After_the_end_of_the_system_nothing_is_scheduled()
    {
        var scheduler = Sys.Scheduler;
        await Sys.Terminate();
        Assert.Throws<SchedulerException>(() => scheduler.Advanced.ScheduleOnce(TimeSpan.Zero, () => { }));
    }
}
