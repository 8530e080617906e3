namespace Pingap.Actors.Limits;

/// <summary>The requests that ended within one short stretch of time: their mean latency, how many failed, and how many were under way at most.</summary>
internal struct LatencyWindow
{
    /// <summary>Fewer say nothing about the next ones.</summary>
    public const int LeastRequests = 20;

    private const int MostFailedPercent = 10;

    // A shorter time is one hiccup of the scheduler or the garbage collector.
    private static readonly TimeSpan LeastTime = TimeSpan.FromMilliseconds(100);

    private double _seconds;
    private int _answered;
    private int _failed;

    /// <summary>When it began.</summary>
    public DateTimeOffset Since { get; private init; }

    /// <summary>The most requests that were under way.</summary>
    public int Busiest { get; private set; }

    /// <summary>The mean latency, in seconds.</summary>
    public readonly double Mean => _seconds / _answered;

    /// <summary>Whether more than a tenth failed, which latency no longer describes.</summary>
    public readonly bool IsFailing => _failed * 100L > (_answered + _failed) * (long)MostFailedPercent;

    /// <summary>A window that begins now.</summary>
    public static LatencyWindow From(DateTimeOffset now) => new() { Since = now };

    /// <summary>Takes note of how many are under way.</summary>
    public void Saw(int inFlight)
    {
        if (inFlight > Busiest) Busiest = inFlight;
    }

    /// <summary>Counts a request that was answered.</summary>
    public void Add(double seconds)
    {
        _seconds += seconds;
        _answered++;
    }

    /// <summary>Counts a request that failed for overload.</summary>
    public void AddFailure() => _failed++;

    /// <summary>Whether it holds enough to go by.</summary>
    public readonly bool IsComplete(DateTimeOffset now) => _answered + _failed >= LeastRequests && now - Since >= LeastTime;
}
