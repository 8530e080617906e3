using Pingap.Gateway.Forwarding;

namespace Pingap.Gateway.Tests.Forwarding;

public sealed class FirstByteTimerTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task It_fires_when_the_answer_does_not_begin()
    {
        using var timer = new FirstByteTimer();
        timer.Start(Soon, null);
        await FiredAsync(timer);
        Assert.False(timer.WasWriting);
    }

    [Fact]
    public async Task The_first_byte_is_timed_from_when_the_backend_had_all_that_it_waited_for()
    {
        using var timer = new FirstByteTimer();
        timer.Start(Later * 10, null);
        timer.Suspend();
        await PassAsync(Later); // the client's doing
        timer.Resume(isWriting: false);
        Assert.Equal(TimeSpan.Zero, timer.FirstByte);
        var before = System.Diagnostics.Stopwatch.GetTimestamp();
        timer.Stop();
        Assert.InRange(timer.FirstByte, TimeSpan.FromTicks(1), Later / 2 + System.Diagnostics.Stopwatch.GetElapsedTime(before));
        Assert.True(timer.TryReset());
        Assert.Equal(TimeSpan.Zero, timer.FirstByte);
    }

    [Fact]
    public async Task It_does_not_fire_while_the_client_is_waited_for()
    {
        using var timer = new FirstByteTimer();
        timer.Start(Soon, null);
        timer.Suspend();
        await PassAsync(Later);
        Assert.False(timer.HasFired);
    }

    [Fact]
    public async Task It_does_not_fire_once_the_answer_has_begun_though_the_body_goes_on()
    {
        using var timer = new FirstByteTimer();
        timer.Start(Soon, null);
        timer.Stop();
        timer.Resume(isWriting: true);
        await PassAsync(Later);
        Assert.False(timer.HasFired);
    }

    [Fact]
    public async Task A_piece_of_the_body_has_the_write_timeout()
    {
        using var timer = new FirstByteTimer();
        timer.Start(Timeout.InfiniteTimeSpan, Soon);
        timer.Resume(isWriting: true);
        await FiredAsync(timer);
        Assert.True(timer.WasWriting);
    }

    [Fact]
    public async Task A_timer_that_has_fired_is_not_used_again()
    {
        using var timer = new FirstByteTimer();
        timer.Start(Timeout.InfiniteTimeSpan, null);
        Assert.True(timer.TryReset());
        timer.Start(Soon, null);
        await FiredAsync(timer);
        Assert.False(timer.TryReset());
    }

    // Another timer of the same kind tells the time.
    private static Task PassAsync(TimeSpan time)
    {
        var clock = new FirstByteTimer();
        clock.Start(time, null);
        return FiredAsync(clock);
    }

    private static async Task FiredAsync(FirstByteTimer timer)
    {
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = timer.Token.Register(fired.SetResult);
        await fired.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }
}
