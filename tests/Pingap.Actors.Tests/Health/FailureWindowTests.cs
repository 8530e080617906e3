using CsCheck;
using Pingap.Actors.Health;

namespace Pingap.Actors.Tests.Health;

public sealed class FailureWindowTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_agrees_with_a_list_of_all_requests_by_slice() =>
        Gen.Select(Gen.Int[0, 400], Gen.Bool).Array[0, 60].Sample(steps =>
        {
            var window = new FailureWindow(TimeSpan.FromSeconds(10));
            var all = new List<(long Slice, bool IsFailure)>();
            var now = Noon;
            foreach (var (centiseconds, isFailure) in steps)
            {
                now += TimeSpan.FromMilliseconds(centiseconds * 10);
                window.Add(isFailure, now);
                all.Add((now.ToUnixTimeSeconds(), isFailure));
                var kept = all.Where(r => r.Slice > now.ToUnixTimeSeconds() - 10).ToList();
                if (window.Requests != kept.Count || window.Failures != kept.Count(r => r.IsFailure)) return false;
            }

            return true;
        });

    [Fact]
    public void The_share_is_in_percent()
    {
        var window = new FailureWindow(TimeSpan.FromSeconds(60));
        Assert.Equal(0, window.FailurePercent);
        window.Add(true, Noon);
        window.Add(false, Noon);
        window.Add(false, Noon);
        Assert.Equal(33, window.FailurePercent);
    }

    [Fact]
    public void A_cleared_window_is_empty()
    {
        var window = new FailureWindow(TimeSpan.FromSeconds(60));
        window.Add(true, Noon);
        window.Clear();
        Assert.Equal((0, 0), (window.Requests, window.Failures));
    }
}
