using CsCheck;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;

namespace Pingap.Actors.Tests.Health;

public sealed class EjectionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly EjectionConfig Rules = EjectionConfig.Off with
    {
        ConsecutiveFailures = 3, FailurePercent = 50, BaseDuration = TimeSpan.FromSeconds(30), MaxDuration = TimeSpan.FromSeconds(70),
    };

    [Fact]
    public void The_third_failure_in_a_row_wants_it_ejected()
    {
        Assert.Equal(EjectionState.In, Failed(2).State);
        Assert.Equal(EjectionState.Wanted, Failed(3).State);
        Assert.Equal("3 connect failures in a row", Failed(3).Cause(0, Rules));
    }

    [Fact]
    public void A_success_between_failures_starts_the_count_anew() =>
        Assert.Equal(EjectionState.In, Failed(2, Succeeded(Failed(2))).State);

    [Fact]
    public void A_row_of_different_failures_is_not_called_one_of_connect_failures()
    {
        var mixed = Failed(2).Observed(OutcomeKind.Answered, true, 0, Noon, Rules);
        Assert.Equal("3 failures in a row", mixed.Cause(0, Rules));
    }

    [Fact]
    public void Too_large_a_share_of_failures_wants_it_ejected()
    {
        Assert.Equal(EjectionState.In, Ejection.Initial.Observed(OutcomeKind.Answered, true, 49, Noon, Rules).State);
        var wanted = Ejection.Initial.Observed(OutcomeKind.Answered, true, 50, Noon, Rules);
        Assert.Equal(EjectionState.Wanted, wanted.State);
        Assert.Equal("50 % of the requests in 30 s failed", wanted.Cause(50, Rules));
    }

    [Fact]
    public void A_rule_that_is_off_ejects_nothing()
    {
        var onlyRow = Rules with { FailurePercent = 0 };
        Assert.Equal(EjectionState.In, Ejection.Initial.Observed(OutcomeKind.Answered, true, 100, Noon, onlyRow).State);
        var onlyShare = Rules with { ConsecutiveFailures = 0 };
        Assert.Equal(EjectionState.In, Failed(100, rules: onlyShare).State);
    }

    [Fact]
    public void What_ends_meanwhile_changes_nothing()
    {
        var wanted = Failed(3);
        Assert.Equal(wanted, Succeeded(Failed(1, wanted)));
        var ejected = wanted.Granted(Noon, Rules);
        Assert.Equal(ejected, Succeeded(Failed(1, ejected)));
    }

    [Fact]
    public void It_is_back_when_its_time_is_over_and_its_failures_are_forgotten()
    {
        var ejected = Failed(3).Granted(Noon, Rules);
        Assert.Equal(EjectionState.Ejected, ejected.At(Noon + TimeSpan.FromSeconds(29.9)).State);
        var back = ejected.At(Noon + TimeSpan.FromSeconds(30));
        Assert.Equal((EjectionState.In, 0), (back.State, back.Failures));
    }

    [Fact]
    public void Each_ejection_in_a_row_lasts_longer_up_to_the_limit()
    {
        var ejection = Ejection.Initial;
        var now = Noon;
        var times = new List<double>();
        for (var i = 0; i < 4; i++)
        {
            ejection = Failed(3, ejection, now: now).Granted(now, Rules);
            times.Add((ejection.Until - now).TotalSeconds);
            now = ejection.Until;
            ejection = ejection.At(now);
        }

        Assert.Equal([30, 60, 70, 70], times);
    }

    [Fact]
    public void Good_behaviour_makes_the_next_ejection_shorter_again()
    {
        var twice = Failed(3, Failed(3).Granted(Noon, Rules).At(Noon.AddSeconds(30)), now: Noon.AddSeconds(30)).Granted(Noon.AddSeconds(30), Rules).At(Noon.AddSeconds(90));
        Assert.Equal(2, twice.InARow);
        Assert.Equal(3, Failed(3, twice, now: Noon.AddSeconds(119)).Granted(Noon.AddSeconds(119), Rules).InARow);
        Assert.Equal(2, Failed(3, twice, now: Noon.AddSeconds(120)).Granted(Noon.AddSeconds(120), Rules).InARow);
        Assert.Equal(1, Failed(3, twice, now: Noon.AddSeconds(500)).Granted(Noon.AddSeconds(500), Rules).InARow);
    }

    [Fact]
    public void A_refusal_is_not_asked_for_again_at_once()
    {
        var refused = Failed(3).Kept(Noon, Rules);
        Assert.Equal((EjectionState.In, 0, 0L), (refused.State, refused.InARow, refused.Number));
        Assert.Equal(EjectionState.In, Failed(10, refused, now: Noon.AddSeconds(29)).State);
        Assert.Equal(EjectionState.Wanted, Failed(1, Failed(10, refused), now: Noon.AddSeconds(30)).State);
    }

    [Fact]
    public void It_is_never_out_longer_than_the_limit_and_always_comes_back() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 100], Gen.Int[1, 100], Gen.Int[0, 500], Gen.Select(Gen.Int[0, 9], Gen.Int[0, 60]).Array[0, 200]).Sample((row, percent, duration, more, steps) =>
        {
            var rules = new EjectionConfig(
                row, percent, 1, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(duration), TimeSpan.FromSeconds(duration + more), 100);
            var (ejection, now, number) = (Ejection.Initial, Noon, 0L);
            foreach (var (step, seconds) in steps)
            {
                now = now.AddSeconds(seconds);
                ejection = ejection.At(now);
                ejection = step switch
                {
                    < 6 => ejection.Observed(OutcomeKind.Broken, true, step * 20, now, rules),
                    < 8 => ejection.Observed(OutcomeKind.Answered, false, 0, now, rules),
                    8 when ejection.State is EjectionState.Wanted => ejection.Granted(now, rules),
                    9 when ejection.State is EjectionState.Wanted => ejection.Kept(now, rules),
                    _ => ejection,
                };
                Assert.True(ejection.Number - number is 0 or 1);
                if (ejection.Number > number) Assert.InRange(ejection.Until - now, rules.BaseDuration, rules.MaxDuration);
                number = ejection.Number;
                Assert.True(rules.IsEnabled || ejection.State is EjectionState.In);
                if (ejection.State is EjectionState.Ejected) Assert.Equal(EjectionState.In, ejection.At(ejection.Until).State);
            }
        });

    private static Ejection Failed(int times, Ejection from = default, EjectionConfig? rules = null, DateTimeOffset? now = null)
    {
        for (var i = 0; i < times; i++) from = from.Observed(OutcomeKind.ConnectFailed, true, 0, now ?? Noon, rules ?? Rules);
        return from;
    }

    private static Ejection Succeeded(Ejection from) => from.Observed(OutcomeKind.Answered, false, 0, default, Rules);
}
