using CsCheck;
using Pingap.Actors.Balancing;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Testing;

namespace Pingap.Actors.Tests.Health;

/// <summary>The breaker with the load it admits requests to, as group and backend use them, against what a breaker must never do.</summary>
public sealed class CircuitBreakerLawTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<CircuitBreakerConfig> SomeRules =
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 100], Gen.Int[1, 6], Gen.Int[1, 30], (row, percent, quota, seconds) => CircuitBreakerConfig.Off with
        {
            MaxConsecutiveFailures = row, MaxFailurePercent = percent, HalfOpenSuccesses = quota, OpenDuration = TimeSpan.FromSeconds(seconds),
        });

    // What happens next, to which of the open requests, and how much later.
    private static readonly Gen<(int Step, int Which, int Milliseconds)[]> SomeSteps = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 1000], Gen.Int[0, 4000]).Array[0, 300];

    [Fact]
    public void A_trial_never_admits_more_than_its_quota() => Sample(world =>
    {
        if (world.Breaker.State is CircuitState.HalfOpen) Assert.InRange(world.AdmittedOnTrial - world.GivenBack, 0, world.Rules.HalfOpenSuccesses);
    });

    [Fact]
    public void No_request_passes_while_it_is_open() =>
        Sample(world => Assert.False(world.Breaker.State is CircuitState.Open && world.Load.Admits));

    [Fact]
    public void Requests_from_before_it_opened_never_change_it_afterwards() =>
        Sample(world => Assert.False(world.WasChangedByStraggler));

    [Fact]
    public void It_always_leaves_half_open() => Sample(world =>
    {
        if (world.Breaker.State is not CircuitState.HalfOpen) return;
        // Whatever the trial has come to: a failure opens it, and as many successes as there are places, with those there have been, close it.
        var breaker = world.Breaker;
        Assert.Equal(CircuitState.Open, breaker.Observed(true, breaker.Trial, 0, world.Now, world.Rules).State);
        for (var places = breaker.Places(world.Rules); places > 0; places--)
        {
            Assert.Equal(CircuitState.HalfOpen, breaker.State);
            breaker = breaker.Observed(false, breaker.Trial, 0, world.Now, world.Rules);
        }

        Assert.Equal(CircuitState.Closed, breaker.State);
        // And a trial that nobody ends is followed by one with places.
        var anew = world.Breaker.At(world.Breaker.Until, world.Rules);
        Assert.True(anew.Trial > world.Breaker.Trial);
        Assert.True(anew.Places(world.Rules) > 0);
    });

    [Fact]
    public void A_breaker_whose_rules_are_off_never_opens() => Sample(world =>
    {
        if (!world.Rules.IsEnabled) Assert.Equal(CircuitState.Closed, world.Breaker.State);
    });

    private static void Sample(Action<World> law) => Gen.Select(SomeRules, SomeSteps).Sample((rules, steps) =>
    {
        var world = new World(rules);
        foreach (var (step, which, milliseconds) in steps)
        {
            world.Do(step, which, TimeSpan.FromMilliseconds(milliseconds));
            law(world);
        }
    });

    private sealed class World(CircuitBreakerConfig rules)
    {
        private readonly List<(long Trial, int Openings)> _open = [];
        private int _openings;

        public CircuitBreakerConfig Rules => rules;

        public CircuitBreaker Breaker { get; private set; } = CircuitBreaker.Initial;

        public BackendLoad Load { get; } = new(Some.Address(), 1);

        public DateTimeOffset Now { get; private set; } = Noon;

        /// <summary>Requests that the trial has admitted.</summary>
        public int AdmittedOnTrial { get; private set; }

        /// <summary>Those of them that ended without saying anything.</summary>
        public int GivenBack { get; private set; }

        public bool WasChangedByStraggler { get; private set; }

        public void Do(int step, int which, TimeSpan later)
        {
            Now += later;
            Become(Breaker.At(Now, rules));
            if (step < 5)
            {
                if (!Load.Admits) return;
                var trial = Load.Begin();
                if (trial > 0) AdmittedOnTrial++;
                _open.Add((trial, _openings));
            }
            else if (_open.Count > 0)
            {
                var request = _open[which % _open.Count];
                _open.RemoveAt(which % _open.Count);
                End(request, step);
            }
        }

        private void End((long Trial, int Openings) request, int step)
        {
            Load.End(request.Trial, isConclusive: step != 9);
            if (step == 9)
            {
                if (request.Trial > 0 && request.Trial == Breaker.Trial) GivenBack++;
                return;
            }

            var isFailure = step < 8;
            var next = Breaker.Observed(isFailure, request.Trial, isFailure ? 60 : 0, Now, rules);
            if (request.Openings < _openings && next != Breaker) WasChangedByStraggler = true;
            Become(next);
        }

        private void Become(CircuitBreaker next)
        {
            var before = Breaker;
            Breaker = next;
            if (next.State == before.State && next.Trial == before.Trial) return;
            if (next.State is CircuitState.Open) _openings++;
            if (next.Trial != before.Trial) AdmittedOnTrial = GivenBack = 0;
            Load.Admit(next.State switch
            {
                CircuitState.Open => Admission.None,
                CircuitState.HalfOpen => Admission.OnTrial(next.Trial, next.Places(rules)),
                _ => Admission.AllSince(next.Trial),
            });
        }
    }
}
