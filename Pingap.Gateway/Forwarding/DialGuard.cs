using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Pingap.Actors.Discovery.Transparent;

namespace Pingap.Gateway.Forwarding;

/// <summary>
/// Looks up hosts that requests name, and keeps connections to them from leading where they must not: into the proxy's own network, or back to the proxy. It is asked for
/// every connection, because a name may lead elsewhere each time it is looked up.
/// </summary>
/// <param name="hosts">Where they may lead.</param>
/// <param name="isListenedOn">Whether the proxy listens on a port now.</param>
[SuppressMessage("Reliability", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing.")]
internal sealed class DialGuard(DialedHosts hosts, Func<int, bool>? isListenedOn)
{
    private const int MostLookups = 8;
    private readonly SemaphoreSlim _lookups = new(MostLookups);

    /// <summary>The addresses of a host that may be connected to; at least one.</summary>
    /// <exception cref="SocketException">There is none.</exception>
    public async ValueTask<IPAddress[]> AddressesOfAsync(DnsEndPoint host, CancellationToken cancellation)
    {
        var found = IPAddress.TryParse(host.Host, out var literal)
            ? [literal]
            : await LookUpAsync(host.Host, cancellation).ConfigureAwait(false);
        var allowed = Array.FindAll(found, address => hosts.AllowsAddress(address, host.Port));
        return allowed.Length > 0 ? allowed : throw new SocketException((int)SocketError.AccessDenied,
            $"{host.Host} leads to {string.Join(", ", found.AsEnumerable())}, which is no public address, and not in addrs with port {host.Port}");
    }

    // A lookup holds a thread of the pool until the system gives it up, whoever still waits for it, and clients choose the names.
    private async Task<IPAddress[]> LookUpAsync(string host, CancellationToken cancellation)
    {
        await _lookups.WaitAsync(cancellation).ConfigureAwait(false);
        var found = Dns.GetHostAddressesAsync(host, CancellationToken.None);
        _ = ReleaseAfterAsync(found);
        return await found.WaitAsync(cancellation).ConfigureAwait(false);
    }

    private async Task ReleaseAfterAsync(Task lookup)
    {
        await lookup.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _lookups.Release();
    }

    /// <summary>Makes sure that a connection does not lead to a listener of the proxy.</summary>
    /// <exception cref="SocketException">It does.</exception>
    public void ThrowIfOwn(Socket connected)
    {
        var (remote, local) = (Folded(connected.RemoteEndPoint!), Folded(connected.LocalEndPoint!));
        // A computer reaches itself from the address it calls.
        var isThisComputer = remote.Address.Equals(local.Address) || IPAddress.IsLoopback(remote.Address);
        if (isThisComputer && isListenedOn?.Invoke(remote.Port) == true)
            throw new SocketException((int)SocketError.AccessDenied, $"{remote} is a listener of the proxy itself");
    }

    private static IPEndPoint Folded(EndPoint end) =>
        end is IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped ? new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port) : (IPEndPoint)end;
}
