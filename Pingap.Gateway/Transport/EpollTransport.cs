using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Pingap.Gateway.Transport;

/// <summary>Our own transport on epoll loops: on Linux.</summary>
internal sealed class EpollTransport(EpollLoops loops) : IClientTransport
{
    public IConnectionSource Listen(Socket listening, int threads)
    {
        listening.Blocking = false;
        // Accepted sockets inherit it.
        if (listening.ProtocolType is ProtocolType.Tcp) listening.NoDelay = true;
        return new Source(listening, loops, loops.Start(threads));
    }

    /// <summary>All loops watch the one listening socket; the system wakes one of those that sleep.</summary>
    private sealed class Source : IConnectionSource
    {
        private readonly EpollLoop[] _loops;
        private readonly LoopAcceptor[] _lanes;

        public Source(Socket listening, EpollLoops loops, EpollLoop[] all)
        {
            _loops = all;
            // The same for every connection, unless the socket listens on all addresses of the machine.
            var local = listening.LocalEndPoint is IPEndPoint { Address: var address }
                && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) ? null : listening.LocalEndPoint;
            _lanes = new LoopAcceptor[all.Length];
            try
            {
                for (var i = 0; i < all.Length; i++) _lanes[i] = new LoopAcceptor(all[i], loops.PlaceFrom, listening.SafeHandle, local, WakeOthers);
            }
            catch
            {
                Close();
                throw;
            }
        }

        public int Lanes => _lanes.Length;

        public async ValueTask<ConnectionContext> AcceptAsync(int lane)
        {
            // Whoever starts the lane, or has paused it, has other things to do than to accept.
            await new EnterLoop(_loops[lane]);
            return await _lanes[lane].AcceptAsync().ConfigureAwait(false);
        }

        public void Close() => Array.ForEach(_lanes, lane => lane?.Close());

        /// <summary>What a lane was woken for and cannot accept is the others' to look for.</summary>
        private void WakeOthers(LoopAcceptor failed)
        {
            foreach (var lane in _lanes)
            {
                if (lane is not null && lane != failed) lane.Look();
            }
        }

        /// <summary>Nothing to do: the loops and their buffers are the process's.</summary>
        public void Dispose() => Close();
    }
}
