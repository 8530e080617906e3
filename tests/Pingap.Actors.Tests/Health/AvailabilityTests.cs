using Pingap.Actors.Health;

namespace Pingap.Actors.Tests.Health;

public sealed class AvailabilityTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(true, CircuitState.Closed, 0, 0)]
    [InlineData(true, CircuitState.Open, 3, 3)]
    [InlineData(true, CircuitState.Open, -1, 0)]
    [InlineData(false, CircuitState.Closed, 0, 10)]
    [InlineData(false, CircuitState.Open, 3, 10)]
    [InlineData(false, CircuitState.Open, 30, 30)]
    public void The_wait_is_for_both_probe_and_breaker(bool isHealthy, CircuitState circuit, int openFor, int wait) =>
        Assert.Equal(
            TimeSpan.FromSeconds(wait),
            new Availability(isHealthy, circuit, 0, 0, Noon + TimeSpan.FromSeconds(openFor), "").Wait(Noon, TimeSpan.FromSeconds(10)));
}
