using System.Diagnostics;

namespace Pingap.Measuring.Loads;

/// <summary>When each request of a round was due, and when its answer was whole. For any number of threads.</summary>
/// <param name="requests">How many there will be.</param>
public sealed class RoundSamples(int requests)
{
    private readonly long[] _due = new long[requests];
    private readonly long[] _ended = new long[requests];
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private int _failures;

    /// <summary>Requests that were not answered with 200.</summary>
    public int Failures => Volatile.Read(ref _failures);

    /// <summary>Ends when all requests have been answered.</summary>
    public Task Complete => _complete.Task;

    /// <summary>A request has been answered.</summary>
    public void Add(long due, long ended, bool isGood)
    {
        if (!isGood) Interlocked.Increment(ref _failures);
        var i = Interlocked.Increment(ref _count) - 1;
        (_due[i], _ended[i]) = (due, ended);
        if (i == requests - 1) _complete.TrySetResult();
    }

    /// <summary>The latencies in microseconds, from when each request was due.</summary>
    public IEnumerable<double> Latencies() => Latencies(static (_, _) => true);

    /// <summary>The latencies of those requests that were under way during one of the spans of time.</summary>
    public IEnumerable<double> LatenciesDuring(IReadOnlyList<(long From, long To)> spans) =>
        Latencies((due, ended) => spans.Any(span => due <= span.To && ended >= span.From));

    private IEnumerable<double> Latencies(Func<long, long, bool> counts) => Enumerable.Range(0, requests)
        .Where(i => counts(_due[i], _ended[i]))
        .Select(i => Stopwatch.GetElapsedTime(_due[i], _ended[i]).TotalMicroseconds);
}
