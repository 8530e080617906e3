using CsCheck;
using Pingap.Actors.Balancing;

namespace Pingap.Actors.Tests.Balancing;

public sealed class LatencyEstimateTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);

    [Fact]
    public void A_slower_answer_is_believed_at_once() =>
        Assert.Equal(0.8, new LatencyEstimate(0.1, Now).Observed(TimeSpan.FromSeconds(0.8), Now.AddMilliseconds(1)).Seconds);

    [Fact]
    public void Faster_answers_are_believed_little_by_little()
    {
        var after = new LatencyEstimate(1, Now).Observed(TimeSpan.FromSeconds(0.1), Now.AddSeconds(1));
        Assert.Equal((1 * Math.Exp(-0.1)) + (0.1 * (1 - Math.Exp(-0.1))), after.Seconds, 1e-9);
    }

    [Fact]
    public void The_estimate_lies_between_the_least_and_the_greatest_answer() =>
        Gen.Select(Gen.Int[1, 5000], Gen.Int[0, 20_000]).Array[1, 30].Sample(answers =>
        {
            var (estimate, now) = (default(LatencyEstimate), Now);
            foreach (var (latency, pause) in answers)
            {
                now = now.AddMilliseconds(pause);
                estimate = estimate.Observed(TimeSpan.FromMilliseconds(latency), now);
            }

            return estimate.Seconds >= (answers.Min(a => a.Item1) / 1000.0) - 1e-9 && estimate.Seconds <= (answers.Max(a => a.Item1) / 1000.0) + 1e-9;
        });

    [Fact]
    public void Without_answers_it_fades_and_never_grows() =>
        Gen.Int[0, 100_000].Array[2].Sample(times =>
        {
            var estimate = new LatencyEstimate(1, Now);
            var (early, late) = (Now.AddMilliseconds(times.Min()), Now.AddMilliseconds(times.Max()));
            return estimate.SecondsAt(late) <= estimate.SecondsAt(early) && estimate.SecondsAt(early) <= 1;
        });

    [Fact]
    public void A_clock_that_is_set_back_changes_nothing() => Assert.Equal(1, new LatencyEstimate(1, Now).SecondsAt(Now.AddHours(-1)));
}
