namespace Pingap.Actors.Health;

/// <summary>
/// Counts requests and failures over the last stretch of time, in ten slices of which the oldest is dropped as time goes on. Owned by
/// one actor, touched on every request: a plain mutable object.
/// </summary>
/// <param name="length">The stretch.</param>
public sealed class FailureWindow(TimeSpan length)
{
    private const int Slices = 10;
    private readonly long _sliceTicks = Math.Max(1, length.Ticks / Slices);
    private readonly int[] _requests = new int[Slices];
    private readonly int[] _failures = new int[Slices];
    private long _newest;

    /// <summary>Requests in the window.</summary>
    public int Requests { get; private set; }

    /// <summary>Failures among them.</summary>
    public int Failures { get; private set; }

    /// <summary>Share of failures, in percent; 0 for an empty window.</summary>
    public int FailurePercent => Requests == 0 ? 0 : (int)((long)Failures * 100 / Requests);

    /// <summary>Counts one request.</summary>
    public void Add(bool isFailure, DateTimeOffset now)
    {
        var slice = now.UtcTicks / _sliceTicks;
        Forget(slice);
        var i = (int)(slice % Slices);
        _requests[i]++;
        Requests++;
        if (!isFailure) return;
        _failures[i]++;
        Failures++;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Array.Clear(_requests);
        Array.Clear(_failures);
        Requests = Failures = 0;
    }

    private void Forget(long slice)
    {
        if (slice <= _newest) return;
        for (var passed = Math.Max(_newest + 1, slice - Slices + 1); passed <= slice; passed++)
        {
            var i = (int)(passed % Slices);
            Requests -= _requests[i];
            Failures -= _failures[i];
            _requests[i] = _failures[i] = 0;
        }

        _newest = slice;
    }
}
