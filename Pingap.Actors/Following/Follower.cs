namespace Pingap.Actors.Following;

/// <summary>Follows a source of news that may be lost and come back, until it is disposed.</summary>
/// <remarks>
/// (1) follow; the follower says "changed" as soon as it is connected, for whoever reads after that has missed nothing, and with every piece of news → (2) when the
/// connection is lost, say "changed" once, so that whoever reads notices → (3) wait, longer each time → (1).
/// </remarks>
internal sealed class Follower : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private int _isDisposed;

    /// <summary>Begins to follow, on the pool.</summary>
    /// <param name="follow">Follows until the connection is lost, and says whether there was one. What goes wrong with the source is no exception.</param>
    /// <param name="wait">How long to wait after so many failures in a row before this one.</param>
    /// <param name="changed">Called on any thread.</param>
    public Follower(Func<CancellationToken, Task<bool>> follow, Func<int, TimeSpan> wait, Action changed) => Ended = FollowAsync(follow, wait, changed, _stopping.Token);

    /// <summary>Completes when it was disposed and nothing of it is left.</summary>
    public Task Ended { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1) return;
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private static async Task FollowAsync(Func<CancellationToken, Task<bool>> follow, Func<int, TimeSpan> wait, Action changed, CancellationToken stop)
    {
        var failures = 0;
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (!stop.IsCancellationRequested)
        {
            if (await follow(stop).ConfigureAwait(false)) failures = 0;
            if (stop.IsCancellationRequested) return;
            if (failures == 0) changed();
            await Task.Delay(wait(failures++), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
