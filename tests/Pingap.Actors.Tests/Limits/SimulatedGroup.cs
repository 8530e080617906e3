using Pingap.Actors.Health;
using Pingap.Actors.Limits;

namespace Pingap.Actors.Tests.Limits;

/// <summary>Clients that send one request after the other through a limit to a backend that works on a few at a time, and lets the others wait; in virtual time.</summary>
/// <param name="limit">The limit.</param>
/// <param name="seed">Where its random numbers begin.</param>
internal sealed class SimulatedGroup(AdaptiveLimit limit, int seed = 1)
{
    private readonly Random _random = new(seed);
    private readonly PriorityQueue<DateTimeOffset, DateTimeOffset> _ends = new();
    private readonly Queue<DateTimeOffset> _waiting = [];
    private int _working;
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    /// <summary>Requests the backend works on at a time.</summary>
    public int Servers { get; set; } = 20;

    /// <summary>How long it works on each.</summary>
    public TimeSpan Service { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>By how much that varies, from 0 to 1: evenly, so much up and down.</summary>
    public double Spread { get; set; }

    /// <summary>How many requests are sent as soon as they may.</summary>
    public int Clients { get; set; } = 200;

    /// <summary>Requests under way that never end.</summary>
    public int Streams { get; set; }

    /// <summary>How a request ends, by how many are at the backend.</summary>
    public Func<int, Outcome> Outcomes { get; set; } = _ => Outcome.Answered(200);

    /// <summary>Requests under way.</summary>
    public int InFlight => _working + _waiting.Count + Streams;

    /// <summary>Answers of the last stretch.</summary>
    public int Answers { get; private set; }

    /// <summary>The mean latency in the last stretch, in seconds.</summary>
    public double Latency { get; private set; }

    /// <summary>The limits of the last stretch, at each answer.</summary>
    public List<int> Limits { get; } = [];

    /// <summary>The limit that was in force half of the time.</summary>
    public int UsualLimit => Limits.Order().ElementAt(Limits.Count / 2);

    /// <summary>Lets time pass.</summary>
    public void Run(TimeSpan time)
    {
        var (until, seconds) = (_now + time, 0.0);
        Answers = 0;
        Limits.Clear();
        Admit();
        while (_now < until)
        {
            // The queue of a group comes to somebody who has waited for too long in the end.
            var due = limit.MeasuresUntil ?? _now + TimeSpan.FromSeconds(5);
            if (!_ends.TryPeek(out _, out var next)) next = DateTimeOffset.MaxValue;
            if (next > due)
            {
                _now = due;
                limit.Due(InFlight, _now);
                Admit();
                continue;
            }

            _now = next;
            var began = _ends.Dequeue();
            var inFlight = InFlight;
            _working--;
            Answers++;
            seconds += (_now - began).TotalSeconds;
            while (_working < Servers && _waiting.TryDequeue(out var waited)) Work(waited);
            limit.Observe(Outcomes(inFlight), _now - began, inFlight, _now);
            Limits.Add(limit.Limit);
            Admit();
        }

        Latency = seconds / Answers;
    }

    private void Admit()
    {
        while (InFlight < Math.Min(Clients + Streams, limit.Limit))
        {
            if (_working < Servers) Work(_now);
            else _waiting.Enqueue(_now);
        }
    }

    private void Work(DateTimeOffset began)
    {
        _working++;
        var service = Service * (1 + (Spread * ((2 * _random.NextDouble()) - 1)));
        _ends.Enqueue(began, _now + service);
    }
}
