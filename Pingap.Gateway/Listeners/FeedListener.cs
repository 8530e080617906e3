using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Pingap.Gateway.Listeners;

/// <summary>A listener without a socket: Kestrel accepts from it what others put in.</summary>
internal sealed class FeedListener(FrontEndPoint door) : IConnectionListener
{
    // Unbounded, since Kestrel's accept loop takes everything at once and limits would belong where sockets are accepted.
    private readonly Channel<ConnectionContext> _delivered =
        Channel.CreateUnbounded<ConnectionContext>(new UnboundedChannelOptions { SingleReader = true });

    public EndPoint EndPoint => door;

    public bool TryDeliver(ConnectionContext connection) => _delivered.Writer.TryWrite(connection);

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _delivered.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_delivered.Reader.TryRead(out var connection)) return connection;
        }

        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _delivered.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _delivered.Writer.TryComplete();
        while (_delivered.Reader.TryRead(out var connection)) await connection.DisposeAsync();
    }
}
