using Microsoft.Extensions.Time.Testing;
using Pingap.Gateway.Forwarding.Http1;

namespace Pingap.Gateway.Tests.Forwarding.Http1;

public sealed class DeadlinesTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _time = new();
    private readonly List<(DeadlineKind Kind, long Exchange)> _expired = [];
    private readonly Deadlines _deadlines;
    private long _exchange = 7;

    public DeadlinesTests() => _deadlines = new(() => _exchange, (kind, exchange) => _expired.Add((kind, exchange)), _time);

    public void Dispose() => _deadlines.Dispose();

    [Fact]
    public void A_deadline_that_is_over_is_told_once_and_of_its_exchange()
    {
        _deadlines.Set(DeadlineKind.Answer, 2 * Second);
        _time.Advance(Second);
        Assert.Empty(_expired);
        _time.Advance(Second + Second);
        _time.Advance(10 * Second);
        Assert.Equal([(DeadlineKind.Answer, 7)], _expired);
    }

    [Fact]
    public void A_deadline_that_was_moved_is_told_when_the_new_one_is_over()
    {
        _deadlines.Set(DeadlineKind.Answer, 2 * Second);
        _time.Advance(Second);
        _deadlines.Set(DeadlineKind.Answer, 5 * Second);
        _time.Advance(4 * Second);
        Assert.Empty(_expired);
        _time.Advance(2 * Second);
        Assert.Equal(DeadlineKind.Answer, Assert.Single(_expired).Kind);
    }

    [Fact]
    public void A_sooner_deadline_is_told_in_time_although_the_timer_waits_for_a_later_one()
    {
        _deadlines.Set(DeadlineKind.Whole, 60 * Second);
        _deadlines.Set(DeadlineKind.Body, Second);
        _time.Advance(1.1 * Second);
        Assert.Equal(DeadlineKind.Body, Assert.Single(_expired).Kind);
        _time.Advance(60 * Second);
        Assert.Equal([DeadlineKind.Body, DeadlineKind.Whole], _expired.Select(expired => expired.Kind));
    }

    [Fact]
    public void What_is_cleared_or_infinite_is_not_told()
    {
        _deadlines.Set(DeadlineKind.Answer, Second);
        _deadlines.Set(DeadlineKind.Answer, Timeout.InfiniteTimeSpan);
        _deadlines.Set(DeadlineKind.Body, Second);
        _deadlines.Clear(DeadlineKind.Body);
        _deadlines.Set(DeadlineKind.Whole, Second);
        _deadlines.Clear();
        _time.Advance(10 * Second);
        Assert.Empty(_expired);
    }

    [Fact]
    public void A_time_that_is_over_already_is_told_at_once()
    {
        _deadlines.Set(DeadlineKind.Whole, -Second);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(DeadlineKind.Whole, Assert.Single(_expired).Kind);
    }

    [Fact]
    public void The_next_exchange_of_the_same_timer_has_deadlines_of_its_own()
    {
        _deadlines.Set(DeadlineKind.Answer, 2 * Second);
        _deadlines.Clear();
        _exchange = 8;
        _deadlines.Set(DeadlineKind.Answer, 3 * Second);
        _time.Advance(2.5 * Second);
        Assert.Empty(_expired);
        _time.Advance(Second);
        Assert.Equal([(DeadlineKind.Answer, 8)], _expired);
    }
}
