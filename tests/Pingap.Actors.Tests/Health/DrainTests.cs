using CsCheck;
using Pingap.Actors.Health;

namespace Pingap.Actors.Tests.Health;

public sealed class DrainTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    [Fact]
    public void With_requests_under_way_it_is_draining_until_the_last_has_ended()
    {
        var drain = Drain.Initial.Ordered(Word(), left: 2, At(0));
        Assert.Equal(new Drain(DrainState.Draining, At(0), null, 0), drain);
        Assert.Equal(drain, drain.At(At(5), left: 1));
        Assert.Equal(new Drain(DrainState.Drained, At(6), null, 0), drain.At(At(6), left: 0));
    }

    [Fact]
    public void With_nothing_under_way_it_is_drained_at_once() =>
        Assert.Equal(DrainState.Drained, Drain.Initial.Ordered(Word(), left: 0, At(0)).State);

    [Fact]
    public void What_is_left_when_its_time_is_over_is_broken_off_once()
    {
        var drain = Drain.Initial.Ordered(Word(within: 30), left: 3, At(0));
        Assert.False(drain.IsDue(At(29)));
        Assert.True(drain.IsDue(At(30)));
        var drained = drain.At(At(30), left: 3);
        Assert.Equal(new Drain(DrainState.Drained, At(30), null, 3), drained);
        Assert.False(drained.IsDue(At(31)));
        Assert.Equal(drained, drained.Ordered(Word(within: 30), left: 3, At(31)));
    }

    [Fact]
    public void A_word_that_is_taken_back_makes_it_active() =>
        Assert.Equal(Drain.Initial, Drain.Initial.Ordered(Word(within: 30), left: 3, At(0)).Ordered(null, left: 3, At(1)));

    [Fact]
    public void A_deadline_can_be_put_off()
    {
        var drain = Drain.Initial.Ordered(Word(within: 30), left: 3, At(0)).Ordered(Word(within: 90), left: 2, At(20));
        Assert.Equal(new Drain(DrainState.Draining, At(0), At(90), 0), drain);
    }

    [Fact]
    public void A_drained_backend_that_is_disabled_and_drained_again_is_drained()
    {
        var disabled = Drain.Initial.Ordered(Word(), left: 0, At(0)).Ordered(Word() with { IsDisabled = true }, left: 0, At(1));
        Assert.Equal(DrainState.Disabled, disabled.State);
        Assert.Equal(DrainState.Drained, disabled.Ordered(Word(), left: 0, At(2)).State);
    }

    [Fact]
    public void A_disabled_backend_stays_so_when_its_time_is_over()
    {
        var disabled = Drain.Initial.Ordered(Word(within: 5) with { IsDisabled = true }, left: 2, At(0));
        Assert.Equal(new Drain(DrainState.Disabled, At(0), null, 2), disabled.At(At(5), left: 2));
    }

    [Fact]
    public void One_that_leaves_its_group_keeps_the_deadline_it_had()
    {
        Assert.Equal(new Drain(DrainState.Draining, At(7), null, 0), Drain.Initial.Left(left: 1, At(7)));
        Assert.Equal(new Drain(DrainState.Draining, At(0), At(30), 0), Drain.Initial.Ordered(Word(within: 30), 2, At(0)).Left(left: 1, At(7)));
    }

    [Fact]
    public void Of_two_words_the_stricter_holds()
    {
        var (drain, disable) = (Word(within: 30), new Withdrawal(At(5), At(20), IsDisabled: true));
        Assert.Equal(disable with { Since = At(0) }, Withdrawal.Both(drain, disable));
        Assert.Equal(disable with { Since = At(0) }, Withdrawal.Both(disable, drain));
        Assert.Equal(drain, Withdrawal.Both(drain, null));
        Assert.Equal(At(30), Withdrawal.Both(Word(), drain)!.Deadline);
    }

    /// <summary>Orders, ends of requests and time in any order.</summary>
    [Fact]
    public void It_is_drained_exactly_when_nothing_is_left_or_its_time_is_over() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 40], Gen.Int[0, 20]).Array[1, 30].Sample(steps =>
        {
            var (drain, left, now, isOver) = (Drain.Initial, 5, 0, false);
            Withdrawal? word = null;
            foreach (var (step, within, passes) in steps)
            {
                now += passes;
                if (step == 0) word = Word(now + within);
                else if (step == 1) word = null;
                else if (step == 2 && left > 0) left--;
                drain = drain.Ordered(word, left, At(now));
                isOver = word is not null && (isOver || (drain.IsDue(At(now)) && left > 0));
                drain = drain.At(At(now), left);
                if (drain.IsOut != word is not null) return false;
                if (drain.IsOut && (drain.State is DrainState.Drained) != (left == 0 || isOver)) return false;
                if (drain.BrokenOff > 0 != isOver || drain.IsDue(At(now))) return false;
            }

            return true;
        });

    private static DateTimeOffset At(int seconds) => Start.AddSeconds(seconds);

    private static Withdrawal Word(int? within = null) => new(At(0), within is { } seconds ? At(seconds) : null, IsDisabled: false);
}
