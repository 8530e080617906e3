using CsCheck;
using Pingap.Actors.Health;

namespace Pingap.Actors.Tests.Health;

public sealed class SpareTests
{
    [Theory]
    [InlineData(10, 0, 9, 10, true)]
    [InlineData(10, 1, 8, 10, false)]
    [InlineData(10, 4, 5, 50, true)]
    [InlineData(10, 5, 4, 50, false)]
    [InlineData(2, 0, 1, 10, true)] // one always may
    [InlineData(1, 0, 0, 100, false)] // but never the last that takes requests
    [InlineData(3, 2, 0, 100, false)]
    [InlineData(3, 0, 0, 100, false)] // the others are unhealthy
    public void The_share_of_the_ejected_is_limited(int backends, int ejected, int others, int percent, bool isAllowed) =>
        Assert.Equal(isAllowed, Spare.AllowsEjection(backends, ejected, others, percent));

    [Theory]
    [InlineData(0, 10, 0, false)]
    [InlineData(0, 10, 1, true)]
    [InlineData(5, 10, 50, false)]
    [InlineData(4, 10, 50, true)]
    [InlineData(9, 10, 100, true)]
    [InlineData(10, 10, 100, false)]
    [InlineData(0, 0, 100, false)]
    public void Too_little_is_less_than_the_threshold(long available, long total, int threshold, bool isPanic) =>
        Assert.Equal(isPanic, Spare.IsPanic(available, total, threshold));

    [Fact]
    public void However_many_ask_one_is_left_and_the_share_is_kept() => Gen.Select(Gen.Int[1, 50], Gen.Int[1, 100]).Sample((backends, percent) =>
    {
        var ejected = 0;
        for (var i = 0; i < backends; i++)
        {
            if (Spare.AllowsEjection(backends, ejected, backends - ejected - 1, percent)) ejected++;
        }

        Assert.True(ejected < backends);
        Assert.True(ejected <= 1 || ejected * 100 <= percent * backends);
        Assert.True(ejected >= 1 || backends == 1);
    });
}
