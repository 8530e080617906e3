using System.Diagnostics;
using Pingap.Gateway.Forwarding;

namespace Pingap.Gateway.Tests.Forwarding;

public sealed class ExchangeTimerTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task It_fires_when_the_answer_does_not_begin()
    {
        using var timer = new ExchangeTimer();
        timer.Start(Soon, Soon);
        await FiredAsync(timer);
        Assert.False(timer.WasWriting);
    }

    [Fact]
    public async Task The_first_byte_is_timed_from_when_the_backend_had_all_that_it_waited_for()
    {
        using var timer = new ExchangeTimer();
        timer.Start(Later * 10, Later * 10);
        timer.Suspend();
        await PassAsync(Later); // the client's doing
        timer.Resume(isWriting: false);
        Assert.Equal(TimeSpan.Zero, timer.FirstByte);
        var before = Stopwatch.GetTimestamp();
        timer.Stop();
        Assert.InRange(timer.FirstByte, TimeSpan.FromTicks(1), Later / 2 + Stopwatch.GetElapsedTime(before));
        Assert.True(timer.TryReset());
        Assert.Equal(TimeSpan.Zero, timer.FirstByte);
    }

    [Fact]
    public async Task It_does_not_fire_while_the_client_is_waited_for()
    {
        using var timer = new ExchangeTimer();
        timer.Start(Soon, Soon);
        timer.Suspend();
        await PassAsync(Later);
        Assert.False(timer.HasFired);
    }

    [Fact]
    public async Task It_does_not_fire_once_the_answer_has_begun_though_the_body_goes_on()
    {
        using var timer = new ExchangeTimer();
        timer.Start(Soon, Soon);
        timer.Stop();
        timer.Resume(isWriting: true);
        await PassAsync(Later);
        Assert.False(timer.HasFired);
    }

    [Fact]
    public async Task A_piece_of_the_body_has_the_write_timeout()
    {
        using var timer = new ExchangeTimer();
        timer.Start(Timeout.InfiniteTimeSpan, Soon);
        timer.Resume(isWriting: true);
        await FiredAsync(timer);
        Assert.True(timer.WasWriting);
    }

    [Fact]
    public async Task A_timer_that_has_fired_is_not_used_again()
    {
        using var timer = new ExchangeTimer();
        timer.Start(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Assert.True(timer.TryReset());
        timer.Start(Soon, Soon);
        await FiredAsync(timer);
        Assert.False(timer.TryReset());
    }

    [Fact]
    public async Task The_time_of_the_whole_request_goes_on_while_the_client_is_waited_for_and_blames_nobody()
    {
        using var timer = new ExchangeTimer();
        timer.Start(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, Stopwatch.GetTimestamp(), Soon);
        timer.Suspend();
        await FiredAsync(timer);
        Assert.True(timer.WasRequestsEnd);
        Assert.False(timer.HadItsShare);
    }

    [Fact]
    public async Task The_time_of_the_whole_request_goes_on_once_the_answer_has_begun()
    {
        using var timer = new ExchangeTimer();
        timer.Start(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, Stopwatch.GetTimestamp(), Soon);
        timer.Stop();
        await FiredAsync(timer);
        Assert.True(timer.WasRequestsEnd);
        Assert.False(timer.HadItsShare);
    }

    [Fact]
    public async Task A_tunnel_has_no_end()
    {
        using var timer = new ExchangeTimer();
        timer.Start(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, Stopwatch.GetTimestamp(), Soon);
        timer.Stop(isTunnel: true);
        await PassAsync(Later);
        Assert.False(timer.HasFired);
    }

    [Fact]
    public async Task What_ends_first_has_ended_it()
    {
        using var timer = new ExchangeTimer();
        timer.Start(Soon, Soon, Stopwatch.GetTimestamp(), TimeSpan.FromMinutes(5));
        await FiredAsync(timer);
        Assert.False(timer.WasRequestsEnd);
    }

    [Fact]
    public async Task A_backend_that_had_most_of_the_time_was_too_slow_and_one_that_had_little_was_not()
    {
        using var whole = new ExchangeTimer();
        whole.Start(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, Stopwatch.GetTimestamp(), Soon);
        await FiredAsync(whole);
        Assert.True(whole is { WasRequestsEnd: true, HadItsShare: true });

        using var rest = new ExchangeTimer();
        rest.Start(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, Stopwatch.GetTimestamp() - 60 * Stopwatch.Frequency, TimeSpan.FromSeconds(60) + Soon);
        await FiredAsync(rest);
        Assert.True(rest is { WasRequestsEnd: true, HadItsShare: false });
    }

    // Another timer of the same kind tells the time.
    private static Task PassAsync(TimeSpan time)
    {
        var clock = new ExchangeTimer();
        clock.Start(time, time);
        return FiredAsync(clock);
    }

    private static async Task FiredAsync(ExchangeTimer timer)
    {
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = timer.Token.Register(fired.SetResult);
        await fired.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }
}
