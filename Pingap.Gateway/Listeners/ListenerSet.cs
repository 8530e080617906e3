using System.Collections.Immutable;
using System.Net.Sockets;
using System.Net;
using Microsoft.Extensions.Logging;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Listeners;

/// <summary>
/// All addresses the proxy listens on. They come and go while Kestrel runs; Kestrel sees only the connections, through a
/// <see cref="ConnectionFeed"/>.
/// </summary>
public sealed class ListenerSet(
    ConnectionFeed feed, ClientTransports transports, ConnectionCounts counts, TimeProvider time, ILogger<ListenerSet> logger)
{
    /// <summary>Connections that may wait to be accepted; the system's own limit (<c>somaxconn</c>) may be lower.</summary>
    private const int Backlog = 512;

    private readonly Lock _gate = new();
    private readonly HashSet<Listener> _draining = [];
    private ImmutableArray<Listener> _open = [];
    private bool _isStopped;

    /// <summary>What is listened on now, in the order of the last plan.</summary>
    public IReadOnlyList<ListenerInfo> Open
    {
        get
        {
            lock (_gate)
            {
                return [.. _open.Select(listener => new ListenerInfo(listener.Plan.Server, listener.Address.EndPoint, listener.Plan.Tls))];
            }
        }
    }

    /// <summary>Whether any address with this port is listened on now.</summary>
    public bool IsOpen(int port)
    {
        lock (_gate) return _open.Any(listener => listener.Port == port) || _draining.Any(listener => listener.Port == port);
    }

    /// <summary>
    /// Binds the addresses of <paramref name="next"/> that are not open yet, without accepting on them and without touching what serves.
    /// Never called while an earlier change is neither committed nor undone. Where a new address overlaps with one that is to go
    /// (<c>0.0.0.0:80</c> → <c>127.0.0.1:80</c>), the new one's connections wait for the commit, on Linux; elsewhere it is in use.
    /// </summary>
    /// <param name="next">All that shall be listened on.</param>
    /// <param name="threads">Queues over which a new listener spreads its connections' input and output; 0 for the platform's choice.</param>
    /// <param name="transport">What moves the bytes of a new listener's connections; kept ones keep theirs. What the environment chooses when not given.</param>
    public ListenerPreparation Prepare(IReadOnlyList<ListenerPlan> next, int threads, TransportKind? transport = null)
    {
        var carrier = transports.Of(transport ?? ClientTransports.OfEnvironment(out _));
        var (kept, leaving) = Match(next, _open);
        var listeners = new Listener[next.Count];
        var opened = new List<Listener>();
        var failures = new List<ListenerFailure>();
        for (var i = 0; i < next.Count; i++)
        {
            if (kept[i] is { } known)
            {
                listeners[i] = known;
                continue;
            }

            try
            {
                opened.Add(listeners[i] = Bind(next[i], dualMode: !HasIPv4Sibling(next, next[i].Address.EndPoint as IPEndPoint), leaving, carrier, threads));
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                failures.Add(new(next[i], ListenSocket.Explain(e)));
            }
            catch
            {
                opened.ForEach(listener => listener.Dispose());
                throw;
            }
        }

        if (failures.Count == 0)
        {
            return new ListenerPreparation.Ready(new(
                version => Announce(next, listeners, version),
                grace => Commit(next, listeners, opened, grace),
                () => opened.ForEach(l => l.Dispose())));
        }

        opened.ForEach(listener => listener.Dispose());
        return new ListenerPreparation.Refused(failures.ToValueList());
    }

    /// <summary>
    /// Ends listening for good: accepting stops at once, open requests may finish for <paramref name="grace"/>, what is left is aborted.
    /// </summary>
    /// <returns>Completes when all connections are gone or aborted.</returns>
    public Task StopAsync(TimeSpan grace)
    {
        List<Listener> all;
        lock (_gate)
        {
            _isStopped = true;
            all = [.. _open, .. _draining];
            _open = [];
        }

        foreach (var listener in all) listener.Close();
        return Task.WhenAll(all.Select(listener => listener.DrainAsync(grace)));
    }

    /// <summary>The open listener each plan keeps: one of the same server and address, else one of the same address; the rest leaves.</summary>
    private static (Listener?[] Kept, List<Listener> Leaving) Match(IReadOnlyList<ListenerPlan> next, ImmutableArray<Listener> open)
    {
        var kept = new Listener?[next.Count];
        var free = open.ToList();
        // Two passes, since several listeners may share the address of port 0, and each server should keep the port it has.
        foreach (var sameServer in (ReadOnlySpan<bool>)[true, false])
        {
            for (var i = 0; i < next.Count; i++)
            {
                if (kept[i] is not null) continue;
                var plan = next[i];
                kept[i] = free.Find(l => l.Plan.Address == plan.Address && (!sameServer || l.Plan.Server == plan.Server));
                if (kept[i] is { } taken) free.Remove(taken);
            }
        }

        return (kept, free);
    }

    /// <summary>Whether <c>0.0.0.0</c> is wanted beside <c>[::]</c> on the same port: then each takes its own family only.</summary>
    private static bool HasIPv4Sibling(IReadOnlyList<ListenerPlan> next, IPEndPoint? address) =>
        next.Any(plan => plan.Address.EndPoint is IPEndPoint other && other.Address.Equals(IPAddress.Any) && other.Port == address?.Port);

    private Listener Bind(ListenerPlan plan, bool dualMode, List<Listener> leaving, IClientTransport transport, int threads)
    {
        var port = (plan.Address.EndPoint as IPEndPoint)?.Port;
        var sharing = leaving.FindAll(listener => port is not null && listener.Port == port).ConvertAll(listener => listener.Socket);
        var socket = ListenSocket.Open(plan, dualMode, Backlog, sharing);
        IConnectionSource? connections = null;
        try
        {
            connections = transport.Listen(socket, threads);
            return new(socket, connections, plan, feed, counts, time, logger);
        }
        catch
        {
            connections?.Dispose();
            socket.Dispose();
            throw;
        }
    }

    private static void Announce(IReadOnlyList<ListenerPlan> next, Listener[] listeners, long version)
    {
        for (var i = 0; i < listeners.Length; i++) listeners[i].Announce(next[i].Server, version);
    }

    private void Commit(IReadOnlyList<ListenerPlan> next, Listener[] listeners, List<Listener> opened, TimeSpan grace)
    {
        List<Listener> removed;
        lock (_gate)
        {
            if (_isStopped)
            {
                opened.ForEach(listener => listener.Dispose());
                return;
            }

            removed = [.. _open.Except(listeners)];
            _draining.UnionWith(removed);
            _open = [.. listeners];
            for (var i = 0; i < listeners.Length; i++) listeners[i].Take(next[i]);
            foreach (var listener in opened) listener.Start();
        }

        foreach (var listener in removed) listener.Close();
        foreach (var listener in removed) _ = DrainRemovedAsync(listener, grace);
    }

    private async Task DrainRemovedAsync(Listener listener, TimeSpan grace)
    {
        // Asking thousands of connections to close takes a while, and whoever commits has more to switch.
        await Task.Yield();
        await listener.DrainAsync(grace);
        lock (_gate)
        {
            _draining.Remove(listener);
        }
    }
}
