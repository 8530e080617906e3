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
internal sealed class DialGuard(DialedHosts hosts, Func<int, bool>? isListenedOn)
{
    /// <summary>The addresses of a host that may be connected to; at least one.</summary>
    /// <exception cref="SocketException">There is none.</exception>
    public async ValueTask<IPAddress[]> AddressesOfAsync(DnsEndPoint host, CancellationToken cancellation)
    {
        var found = IPAddress.TryParse(host.Host, out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(host.Host, cancellation).ConfigureAwait(false);
        var allowed = Array.FindAll(found, address => hosts.AllowsAddress(address, host.Port));
        return allowed.Length > 0 ? allowed : throw new SocketException((int)SocketError.AccessDenied,
            $"{host.Host} leads to {string.Join(", ", found.AsEnumerable())}, which is no public address, and not in addrs with port {host.Port}");
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
