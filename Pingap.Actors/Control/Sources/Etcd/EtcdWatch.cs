using Etcdserverpb;
using Grpc.Core;
using Pingap.Actors.Following;

namespace Pingap.Actors.Control.Sources.Etcd;

/// <summary>Notices changes of a configuration in etcd, the loss of etcd, and its return.</summary>
/// <remarks>
/// A watch from now on that says "changed" once misses nothing, whether etcd was away, compacted, or restored to an older revision. Endpoints take turns.
/// </remarks>
internal sealed class EtcdWatch : IDisposable
{
    private readonly EtcdAddress _address;
    private readonly Action _changed;
    private readonly Follower _follower;
    private int _next;

    /// <summary>Begins to watch.</summary>
    public EtcdWatch(EtcdAddress address, Action changed)
    {
        _address = address;
        _changed = changed;
        _follower = new Follower(FollowAnyAsync, failures => EtcdBackoff.After(failures, Random.Shared.NextDouble()), changed);
    }

    /// <summary>Completes when it was disposed and nothing of it is left.</summary>
    public Task Ended => _follower.Ended;

    /// <inheritdoc/>
    public void Dispose() => _follower.Dispose();

    /// <summary>Follows the first endpoint that lets it. Returns when that is lost, and whether there was one.</summary>
    private async Task<bool> FollowAnyAsync(CancellationToken stop)
    {
        for (var tries = _address.Endpoints.Count; tries > 0 && !stop.IsCancellationRequested; tries--)
        {
            if (await FollowAsync(_address.Endpoints[_next], stop).ConfigureAwait(false)) return true;
            _next = (_next + 1) % _address.Endpoints.Count;
        }

        return false;
    }

    private async Task<bool> FollowAsync(EtcdEndpoint endpoint, CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        ending.CancelAfter(_address.ConnectTimeout + _address.Timeout);
        var isWatching = false;
        try
        {
            using var connection = EtcdConnection.Open(_address, endpoint);
            using var call = await connection.WatchAsync(ending.Token).ConfigureAwait(false);
            while (await call.ResponseStream.MoveNext(ending.Token).ConfigureAwait(false))
            {
                var said = call.ResponseStream.Current;
                if (said.Canceled) break; // a refusal, or what it had not told yet was compacted
                if (said.Created)
                {
                    isWatching = true;
                    ending.CancelAfter(Timeout.InfiniteTimeSpan);
                }

                if (said.Created || said.Events.Count > 0) _changed();
            }
        }
        catch (Exception lost) when (lost is RpcException or IOException or OperationCanceledException)
        {
            // Why is said by the next reading, which meets the same trouble.
        }

        return isWatching;
    }
}
