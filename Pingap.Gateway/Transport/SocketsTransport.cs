using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace Pingap.Gateway.Transport;

/// <summary>Kestrel's own transport on the runtime's sockets: on every system.</summary>
internal sealed class SocketsTransport(ILogger logger) : IClientTransport
{
    public IConnectionSource Listen(Socket listening, int threads)
    {
        // Where the runtime completes sockets on its own event threads, one hop more would undo the gain; where it does not, Kestrel's
        // queues belong between its pool threads and the application.
        var options = new SocketConnectionFactoryOptions { UnsafePreferInlineScheduling = SocketCompletions.AreInline };
        if (threads > 0) options.IOQueueCount = threads;
        return new Source(listening, new SocketConnectionContextFactory(options, logger));
    }

    private sealed class Source(Socket listening, SocketConnectionContextFactory connections) : IConnectionSource
    {
        public int Lanes => 1;

        public async ValueTask<ConnectionContext> AcceptAsync(int lane)
        {
            var client = await listening.AcceptAsync(CancellationToken.None).ConfigureAwait(false);
            try
            {
                if (client.ProtocolType is ProtocolType.Tcp) client.NoDelay = true;
            }
            catch (SocketException)
            {
                // The client is gone already; its first read will say so.
            }

            return connections.Create(client);
        }

        /// <summary>Nothing to do: closing the listening socket ends its accept.</summary>
        public void Close()
        {
        }

        public void Dispose() => connections.Dispose();
    }
}
