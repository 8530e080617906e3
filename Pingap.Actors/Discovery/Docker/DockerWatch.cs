using Pingap.Actors.Following;

namespace Pingap.Actors.Discovery.Docker;

/// <summary>Notices what happens to containers, the loss of the engine, and its return.</summary>
internal sealed class DockerWatch : IDisposable
{
    private const int DoublingsToLongest = 4;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly DockerEngine _engine;
    private readonly TimeSpan _firstWait;
    private readonly Action _changed;
    private readonly Follower _follower;

    /// <summary>Begins to watch.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="firstWait">How long to wait after a loss.</param>
    /// <param name="changed">Called on any thread.</param>
    public DockerWatch(DockerEngine engine, TimeSpan firstWait, Action changed)
    {
        (_engine, _firstWait, _changed) = (engine, firstWait, changed);
        _follower = new Follower(FollowAsync, Wait, changed);
    }

    /// <summary>Completes when it was disposed and nothing of it is left.</summary>
    public Task Ended => _follower.Ended;

    /// <inheritdoc/>
    public void Dispose() => _follower.Dispose();

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
        catch (Exception lost) when (stop.IsCancellationRequested || lost is HttpRequestException or IOException or OperationCanceledException)
        {
            // Why is said by the next reading, which meets the same trouble. A connection that takes too long is a cancellation too.
        }

        return hasBegun;

        void Begin()
        {
            hasBegun = true;
            _changed();
        }
    }
}
