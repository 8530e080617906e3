using Akka.Actor;
using Pingap.Actors.Backends;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Testing;

namespace Pingap.Actors.Tests.Backends;

public sealed class BackendJudgeTests
{
    private static readonly BackendSettings Settings = new(
        new UpstreamName("api"),
        Some.Address(),
        HealthCheckConfig.Default,
        CircuitBreakerConfig.Off with { MaxConsecutiveFailures = 5, MaxFailurePercent = 90 })
    {
        Ejection = EjectionConfig.Off with { ConsecutiveFailures = 5, FailurePercent = 90 },
    };

    private readonly StoppedClock _clock = new();

    [Fact]
    public void Judging_a_request_allocates_nothing()
    {
        var judge = new BackendJudge(Settings);
        Judge(judge);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Judge(judge);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Success_is_judged_without_asking_for_the_time_when_only_rows_count()
    {
        var judge = new BackendJudge(
            Settings with
            {
                CircuitBreaker = CircuitBreakerConfig.Off with { MaxConsecutiveFailures = 5 }, Ejection = EjectionConfig.Off with { ConsecutiveFailures = 5 },
            });
        judge.Observe(Outcome.Answered(200), 0, 0, _clock);
        Assert.Equal(0, _clock.Asked);
        judge.Observe(Outcome.Answered(500), 0, 0, _clock);
        Assert.Equal(1, _clock.Asked);
    }

    private void Judge(BackendJudge judge)
    {
        judge.Observe(Outcome.Answered(200), 0, 0, _clock);
        judge.Observe(new Outcome(OutcomeKind.ConnectFailed, Cause: "ECONNREFUSED"), 0, 0, _clock);
        judge.Observe(Outcome.Answered(404), 0, 0, _clock);
    }

    private sealed class StoppedClock : ITimeProvider
    {
        public int Asked { get; private set; }

        public DateTimeOffset Now
        {
            get
            {
                Asked++;
                return DateTimeOffset.UnixEpoch;
            }
        }

        public TimeSpan MonotonicClock => TimeSpan.Zero;

        public TimeSpan HighResMonotonicClock => TimeSpan.Zero;
    }
}
