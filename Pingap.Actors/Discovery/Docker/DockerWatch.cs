namespace Pingap.Actors.Discovery.Docker;

/// <summary>Notices what happens to containers, the loss of the engine, and its return.</summary>
/// <remarks>
/// (1) ask for events → (2) say "changed" once: whoever reads after that has missed nothing → (3) say "changed" with every event →
/// (4) when the connection is lost, say "changed" once, so that whoever reads notices → (5) wait, longer each time → (1).
/// </remarks>
internal sealed class DockerWatch : IDisposable
{
    private const int DoublingsToLongest = 4;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly DockerEngine _engine;
    private readonly TimeSpan _firstWait;
    private readonly Action _changed;
    private readonly CancellationTokenSource _stopping = new();
    private int _isDisposed;

    /// <summary>Begins to watch.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="firstWait">How long to wait after a loss.</param>
    /// <param name="changed">Called on any thread.</param>
    public DockerWatch(DockerEngine engine, TimeSpan firstWait, Action changed)
    {
        (_engine, _firstWait, _changed) = (engine, firstWait, changed);
        Ended = WatchAsync(_stopping.Token);
    }

    /// <summary>Completes when it was disposed and nothing of it is left.</summary>
    public Task Ended { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1) return;
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        var failures = 0;
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (!stop.IsCancellationRequested)
        {
            if (await FollowAsync(stop).ConfigureAwait(false)) failures = 0;
            if (stop.IsCancellationRequested) return;
            if (failures == 0) _changed();
            await Task.Delay(Wait(failures++), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private TimeSpan Wait(int failures)
    {
        var wait = _firstWait * (1 << Math.Min(failures, DoublingsToLongest));
        return wait < LongestWait ? wait : LongestWait;
    }

    /// <summary>Follows the events until they end, and says whether there was a connection.</summary>
    private async Task<bool> FollowAsync(CancellationToken stop)
    {
        var hasBegun = false;
        try
        {
            await _engine.FollowAsync(Begin, _changed, stop).ConfigureAwait(false);
        }
        catch (Exception lost) when (stop.IsCancellationRequested || lost is HttpRequestException or IOException)
        {
            // Why is said by the next reading, which meets the same trouble.
        }

        return hasBegun;

        void Begin()
        {
            hasBegun = true;
            _changed();
        }
    }
}
