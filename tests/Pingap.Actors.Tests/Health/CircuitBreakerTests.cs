using Pingap.Actors.Configuration;
using Pingap.Actors.Health;

namespace Pingap.Actors.Tests.Health;

public sealed class CircuitBreakerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly CircuitBreakerConfig Rules = CircuitBreakerConfig.Off with
    {
        MaxConsecutiveFailures = 3, MaxFailurePercent = 50, HalfOpenSuccesses = 2, OpenDuration = TimeSpan.FromSeconds(10),
    };

    [Fact]
    public void Third_failure_in_a_row_opens_the_circuit()
    {
        var breaker = Failed(Failed(CircuitBreaker.Initial));
        Assert.Equal(CircuitState.Closed, breaker.State);
        Assert.Equal(CircuitState.Open, Failed(breaker).State);
    }

    [Fact]
    public void Requests_that_take_longer_than_a_trial_close_it_all_the_same()
    {
        var open = Failed(Failed(Failed(CircuitBreaker.Initial)));
        var first = open.At(open.Until, Rules);
        var second = first.At(first.Until, Rules);
        Assert.NotEqual(first.Trial, second.Trial);
        var closed = second.Observed(false, first.Trial, 0, second.Until, Rules).Observed(false, first.Trial, 0, second.Until, Rules);
        Assert.Equal(CircuitState.Closed, closed.State);
        Assert.Equal(CircuitState.Open, second.Observed(true, first.Trial, 0, second.Until, Rules).State);
    }

    [Fact]
    public void A_success_between_failures_starts_the_count_anew()
    {
        var breaker = Failed(Failed(Failed(Failed(CircuitBreaker.Initial)) with { State = CircuitState.Closed, Failures = 2 }));
        Assert.Equal(CircuitState.Open, breaker.State);
        var interrupted = Failed(Failed(Succeeded(Failed(Failed(CircuitBreaker.Initial)))));
        Assert.Equal(CircuitState.Closed, interrupted.State);
    }

    [Fact]
    public void Too_large_a_share_of_failures_opens_the_circuit()
    {
        Assert.Equal(CircuitState.Closed, CircuitBreaker.Initial.Observed(true, 0, 49, Noon, Rules).State);
        Assert.Equal(CircuitState.Open, CircuitBreaker.Initial.Observed(true, 0, 50, Noon, Rules).State);
    }

    [Fact]
    public void The_share_does_not_count_when_only_a_row_is_configured()
    {
        var rules = Rules with { MaxFailurePercent = 0 };
        Assert.Equal(CircuitState.Closed, CircuitBreaker.Initial.Observed(true, 0, 100, Noon, rules).State);
    }

    [Fact]
    public void An_open_circuit_is_half_open_when_its_time_is_over()
    {
        var open = Opened();
        Assert.Equal(CircuitState.Open, open.At(Noon + TimeSpan.FromSeconds(9.9), Rules).State);
        Assert.Equal(CircuitState.HalfOpen, open.At(Noon + TimeSpan.FromSeconds(10), Rules).State);
    }

    [Fact]
    public void As_many_successes_as_the_quota_close_a_half_open_circuit()
    {
        var halfOpen = HalfOpened();
        Assert.Equal(2, halfOpen.Places(Rules));
        var once = Succeeded(halfOpen, halfOpen.Trial);
        Assert.Equal(CircuitState.HalfOpen, once.State);
        Assert.Equal(CircuitState.Closed, Succeeded(once, halfOpen.Trial).State);
    }

    [Fact]
    public void One_failure_opens_a_half_open_circuit_for_the_whole_time()
    {
        var halfOpen = HalfOpened();
        var open = halfOpen.Observed(true, halfOpen.Trial, 0, halfOpen.Until, Rules);
        Assert.Equal(CircuitState.Open, open.State);
        Assert.Equal(halfOpen.Until + Rules.OpenDuration, open.Until);
    }

    [Fact]
    public void Requests_from_before_it_opened_do_not_count_afterwards()
    {
        var halfOpen = HalfOpened();
        Assert.Equal(halfOpen, halfOpen.Observed(true, 0, 100, Noon, Rules));
        Assert.Equal(halfOpen, halfOpen.Observed(false, 0, 0, Noon, Rules));
    }

    [Fact]
    public void Nor_do_they_count_when_it_has_closed_again()
    {
        var closed = Succeeded(Succeeded(HalfOpened(), 1), 1);
        Assert.Equal(CircuitState.Closed, closed.State);
        Assert.Equal(closed, closed.Observed(true, 0, 100, Noon, Rules));
        Assert.Equal(closed, closed.Observed(true, 1, 100, Noon, Rules));
        Assert.Equal(1, Failed(closed).Failures);
    }

    [Fact]
    public void Trials_that_never_end_give_their_places_to_a_new_trial()
    {
        var halfOpen = Succeeded(HalfOpened(), HalfOpened().Trial);
        var anew = halfOpen.At(halfOpen.Until, Rules);
        Assert.Equal(CircuitState.HalfOpen, anew.State);
        Assert.NotEqual(halfOpen.Trial, anew.Trial);
        Assert.Equal(1, anew.Places(Rules));
    }

    [Fact]
    public void A_trial_after_a_closed_circuit_has_a_number_of_its_own()
    {
        var first = HalfOpened();
        var closed = Succeeded(Succeeded(first, first.Trial), first.Trial);
        var second = Failed(Failed(Failed(closed)));
        Assert.NotEqual(first.Trial, second.At(second.Until, Rules).Trial);
    }

    private static CircuitBreaker Opened() => Failed(Failed(Failed(CircuitBreaker.Initial)));

    private static CircuitBreaker HalfOpened() => Opened().At(Noon + Rules.OpenDuration, Rules);

    private static CircuitBreaker Failed(CircuitBreaker breaker) => breaker.Observed(true, -breaker.Trial, 0, Noon, Rules);

    private static CircuitBreaker Succeeded(CircuitBreaker breaker, long trial = 0) => breaker.Observed(false, trial, 0, Noon, Rules);
}
