namespace Pingap.Actors.Backends;

/// <summary>The time that one probe after the other may take. Its timer and its source serve every probe that ends in time, which are nearly all.</summary>
internal sealed class ProbeDeadline : IDisposable
{
    private CancellationTokenSource _source = new();
    private CancellationTokenRegistration _stopping;

    /// <summary>Cancelled when the probe has taken too long, or shall stop.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Begins to count for a probe.</summary>
    public void Start(TimeSpan time, CancellationToken stopping)
    {
        if (!_source.TryReset())
        {
            _source.Dispose();
            _source = new();
        }

        _stopping = stopping.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        _source.CancelAfter(time);
    }

    /// <summary>The probe has ended.</summary>
    public void End()
    {
        _source.CancelAfter(Timeout.InfiniteTimeSpan);
        _stopping.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Dispose();
        _source.Dispose();
    }
}
