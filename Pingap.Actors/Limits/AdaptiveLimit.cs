using Pingap.Actors.Configuration;
using Pingap.Actors.Health;

namespace Pingap.Actors.Limits;

/// <summary>
/// How many requests a group takes at a time, learned from how long they take to be answered: as many as its backends work on, and few that only wait
/// there. Owned by the group's actor and touched on every request: a plain mutable object that allocates nothing.
/// </summary>
/// <remarks>
/// The gradient controller of Envoy's adaptive concurrency filter: after each window of requests
/// <c>limit = limit · gradient + √limit</c>, where the gradient, from ½ to 1, is the latency without load plus tolerance, divided by the latency now.
/// Netflix' Gradient2 takes a long-term average for the latency without load; under lasting overload that average becomes the overloaded one, and the limit grows
/// without end. Vegas keeps the least latency ever seen, and shrinks to nothing when the backends have become slower. Envoy measures it now and then at 3 requests in
/// flight, which everybody feels. Here, as in BBR's ProbeRTT, it is measured at half of what is in flight, once every 30 s while the group is busy and nothing
/// else has confirmed it, or when the limit has fallen to half: halved again until answers come no faster, for then what is left is not waiting.
/// </remarks>
public sealed class AdaptiveLimit
{
    private const int First = 20;
    private const double LeastGradient = 0.5;
    private const double AfterFailures = 0.9;
    private const double Outlier = 10;

    // Within a tenth of it the latency without load is what it was; at less than a fifth saved, fewer requests make no faster answers.
    private const double Near = 0.1;
    private const double Saved = 0.2;
    private const double Learned = 0.25;

    // Below a millisecond, latency tells more about the scheduling of this computer than about the backends.
    private const double Jitter = 0.001;
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Doubted = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(100);
    private const double Patience = 4;

    private AdaptiveConcurrencyConfig _rules;
    private int _most;
    private double _limit = First;
    private LatencyWindow _window;
    private DateTimeOffset _endedAt;

    // The latency without load in seconds, 0 while it is not known; whether it was measured, or only guessed since; when to measure it again; and the
    // greatest limit since.
    private double _baseline;
    private bool _isGuess = true;
    private DateTimeOffset _dueAt;
    private double _highest = First;

    // While that is measured: how many may be in flight meanwhile, else 0; and the latency, in seconds, when there were more.
    private int _measuredAt;
    private double _latencyBefore;
    private bool _isDraining;

    /// <summary>A limit that has learned nothing yet.</summary>
    /// <param name="rules">How it learns.</param>
    /// <param name="most">It never becomes more.</param>
    public AdaptiveLimit(AdaptiveConcurrencyConfig rules, int most = int.MaxValue)
    {
        _rules = rules;
        Take(rules, most);
    }

    /// <summary>Requests that may be in flight now, at least 1.</summary>
    public int Limit => _measuredAt > 0 ? Math.Min(_measuredAt, (int)_limit) : (int)_limit;

    /// <summary>When the measurement that is under way is given up, or <c>null</c> when there is none. <see cref="Due"/> has to be called then.</summary>
    public DateTimeOffset? MeasuresUntil { get; private set; }

    /// <summary>Takes on other rules, with all that was learned.</summary>
    public void Take(AdaptiveConcurrencyConfig rules, int most)
    {
        (_rules, _most) = (rules, most);
        Set(_limit);
    }

    /// <summary>A request has ended.</summary>
    /// <param name="outcome">How. A connection that failed has been work for no backend, and is left to health checks.</param>
    /// <param name="firstByte">Time to the first byte of the answer; zero if it was not measured.</param>
    /// <param name="inFlight">How many were under way before, this one included.</param>
    /// <param name="now">The time.</param>
    /// <param name="began">When it began; by default so long ago as the first byte took.</param>
    public void Observe(Outcome outcome, TimeSpan firstByte, int inFlight, DateTimeOffset now, DateTimeOffset began = default)
    {
        if (began == default) began = now - firstByte;
        _endedAt = now;
        if (now >= MeasuresUntil) GiveUp(now);
        if (_isDraining)
        {
            if (inFlight - 1 <= _measuredAt) BeginWindow(now);
            return; // it has ended under the limit before
        }

        if (now < _window.Since) _window = LatencyWindow.From(now); // the clock was set back
        _window.Saw(inFlight);
        if (IsOverload(outcome)) _window.AddFailure();
        // What began under another limit tells about that one.
        else if (outcome is { Kind: OutcomeKind.Answered, Status: < 500 } && firstByte > TimeSpan.Zero && began >= _window.Since)
            _window.Add(Trimmed(firstByte.TotalSeconds));
        if (!_window.IsComplete(now)) return;
        if (_measuredAt > 0) Measure(now);
        else Adapt(now);
    }

    /// <summary>The time of <see cref="MeasuresUntil"/> may be over, or somebody finds no room.</summary>
    /// <param name="inFlight">How many are under way.</param>
    /// <param name="now">The time.</param>
    public void Due(int inFlight, DateTimeOffset now)
    {
        // Streams that do not end, such as WebSockets, must not keep everybody else out: neither while something is measured, which is put off, nor for ever.
        if (now >= MeasuresUntil) GiveUp(now);
        if (_endedAt == default) _endedAt = now; // nothing has ended yet
        if (inFlight < Limit || now - _endedAt < Standstill) return;
        _endedAt = now;
        Set(_limit + Math.Sqrt(_limit));
    }

    // RFC 9110 §15.6.4 and §15.6.5: the backend, or what stands behind it, has too much to do. Other failures are no question of how many there are.
    private static bool IsOverload(Outcome outcome) => outcome.Kind is OutcomeKind.TimedOut or OutcomeKind.Broken || outcome.Status is 503 or 504;

    // One download out of a thousand that takes a minute to begin must not outweigh the others.
    private double Trimmed(double seconds) => _baseline > 0 ? Math.Min(seconds, _baseline * Outlier) : seconds;

    private void Adapt(DateTimeOffset now)
    {
        var (latency, isFailing, busiest) = (_window.Mean, _window.IsFailing, _window.Busiest);
        _window = LatencyWindow.From(now);
        // A limit that nobody comes near proves nothing, and would grow without end.
        var isLimiting = busiest >= Limit / 2.0;
        if (isFailing)
        {
            if (isLimiting) Set(_limit * AfterFailures);
            return;
        }

        Judge(latency, now);
        var isSlow = latency > _baseline * (1 + Near);
        if (isLimiting && ((now >= _dueAt && (isSlow || _isGuess)) || (isSlow && _limit < _highest / 2)))
        {
            BeginMeasuring(busiest, latency, now);
            return;
        }

        if (isLimiting) Set((_limit * Gradient(latency)) + Math.Sqrt(_limit));
    }

    /// <summary>Compares a latency with what is known. What is lower than ever brings that down, but has been under load itself.</summary>
    private void Judge(double latency, DateTimeOffset now)
    {
        if (_baseline == 0)
        {
            _baseline = latency;
        }
        else if (latency < _baseline * (1 - Near))
        {
            _baseline += (latency - _baseline) * Learned;
            if (!_isGuess) _dueAt = Earlier(_dueAt, now + Doubted);
            _isGuess = true;
        }
        else if (latency <= _baseline * (1 + Near) && !_isGuess)
        {
            _dueAt = now + Trusted;
        }
    }

    private double Gradient(double latency)
    {
        var tolerated = Math.Max(_baseline * (100 + _rules.TolerancePercent) / 100, _baseline + Jitter);
        return Math.Clamp(tolerated / latency, LeastGradient, 1);
    }

    private void BeginMeasuring(int inFlight, double latency, DateTimeOffset now)
    {
        _measuredAt = Math.Min(Math.Max(inFlight / 2, _rules.LeastInFlight), Limit);
        _latencyBefore = latency;
        _isDraining = true;
        MeasuresUntil = now + Margin + (2 * TimeSpan.FromSeconds(latency));
    }

    private void BeginWindow(DateTimeOffset now)
    {
        _isDraining = false;
        _window = LatencyWindow.From(now);
        var latency = TimeSpan.FromSeconds(_latencyBefore);
        MeasuresUntil = now + (Patience * (Margin + latency + (latency * LatencyWindow.LeastRequests / _measuredAt)));
    }

    private void Measure(DateTimeOffset now)
    {
        var latency = _window.Mean;
        if (_window.IsFailing)
        {
            EndMeasuring(now);
            return;
        }

        // As low as ever, or no lower than with twice as many: nothing waits any more. Nor is there anything to learn with fewer than may always be in flight.
        var isUsual = !_isGuess && latency <= _baseline * (1 + Near);
        if (!isUsual && latency < _latencyBefore * (1 - Saved) && _measuredAt > _rules.LeastInFlight)
        {
            BeginMeasuring(_measuredAt, latency, now);
            return;
        }

        _baseline = latency;
        _isGuess = false;
        EndMeasuring(now);
    }

    // What does not make way is no work that could be done faster with less of it: the latency now has to do for some time.
    private void GiveUp(DateTimeOffset now)
    {
        (_baseline, _isGuess) = (_latencyBefore, true);
        EndMeasuring(now);
    }

    private void EndMeasuring(DateTimeOffset now)
    {
        (_measuredAt, _isDraining, MeasuresUntil) = (0, false, null);
        _dueAt = now + Trusted;
        _highest = _limit;
        _window = LatencyWindow.From(now);
    }

    private void Set(double limit)
    {
        _limit = Math.Clamp(limit, Math.Min(_rules.LeastInFlight, _most), _most);
        _highest = Math.Max(_highest, _limit);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
