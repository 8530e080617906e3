using CsCheck;
using Pingap.Gateway.Frames;

namespace Pingap.Gateway.Tests.Frames;

public sealed class LeakyBucketTests
{
    private static readonly FrameAllowance Allowance = new(Burst: 10, PerSecond: 5, OctetsPerFrame: 100);

    [Fact]
    public void It_takes_the_burst_and_no_more()
    {
        var bucket = new LeakyBucket();
        for (var i = 0; i < 10; i++) Assert.True(bucket.TryAdd(1, Allowance, 0, 0));
        Assert.False(bucket.TryAdd(1, Allowance, 0, 0));
    }

    [Fact]
    public void It_leaks_by_time()
    {
        var bucket = new LeakyBucket();
        Assert.True(bucket.TryAdd(10, Allowance, 1000, 0));
        Assert.True(bucket.TryAdd(1, Allowance, 1200, 0));
        Assert.False(bucket.TryAdd(1, Allowance, 1399, 0));
    }

    [Fact]
    public void It_leaks_by_what_is_sent()
    {
        var bucket = new LeakyBucket();
        Assert.True(bucket.TryAdd(10, Allowance, 0, 500));
        Assert.True(bucket.TryAdd(1, Allowance, 0, 600));
        Assert.False(bucket.TryAdd(1, Allowance, 0, 699));
    }

    [Fact]
    public void A_long_silence_saves_up_nothing()
    {
        var bucket = new LeakyBucket();
        Assert.True(bucket.TryAdd(1, Allowance, 0, 0));
        Assert.False(bucket.TryAdd(11, Allowance, 1_000_000, 1_000_000));
    }

    [Fact]
    public void Whoever_stays_below_the_rate_is_never_stopped() => Gen.Int[200, 2000].Array[1, 300].Sample(pauses =>
    {
        var bucket = new LeakyBucket();
        var now = 0L;
        return pauses.All(pause => bucket.TryAdd(1, Allowance, now += pause, 0));
    });
}
