using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Tests.Transport;

public sealed class ReadinessTests
{
    [Fact]
    public void An_event_before_the_wait_is_not_lost()
    {
        var input = new Readiness(isReady: true);
        Assert.True(input.TryTake());
        Assert.False(input.Signal());
        Assert.False(input.TryWait());
        Assert.True(input.TryTake());
    }

    [Fact]
    public void An_event_hands_the_waiter_to_whoever_signals_once()
    {
        var input = new Readiness(isReady: false);
        Assert.True(input.TryWait());
        Assert.True(input.Signal());
        Assert.False(input.Signal());
    }

    [Fact]
    public void What_is_broken_stays_broken()
    {
        var input = new Readiness(isReady: false);
        Assert.True(input.TryWait());
        Assert.True(input.Break());
        Assert.False(input.Signal());
        Assert.False(input.TryTake());
        Assert.False(input.TryWait());
    }

    [Fact]
    public void A_waiter_is_run_once_at_most_whoever_comes_first()
    {
        for (var i = 0; i < 200; i++)
        {
            var input = new Shared();
            var runs = 0;
            Parallel.Invoke(
                () => input.Readiness.TryWait(),
                () => Count(input.Readiness.Signal(), ref runs),
                () => Count(input.Readiness.Break(), ref runs));
            Assert.InRange(runs, 0, 1);
        }
    }

    private static void Count(bool isMine, ref int runs)
    {
        if (isMine) Interlocked.Increment(ref runs);
    }

    private sealed class Shared
    {
        public Readiness Readiness = new(isReady: false);
    }
}
