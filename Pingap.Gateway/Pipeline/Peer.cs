using System.Net;

namespace Pingap.Gateway.Pipeline;

/// <summary>An address as a request needs it: computed once a connection, since the peer of a connection never changes.</summary>
public sealed class Peer
{
    /// <summary>What is written where a peer has no address (RFC 7239 §6.2): nothing, and a backend would take the proxy for the client.</summary>
    private const string Unknown = "unknown";

    /// <summary>Looks at an address.</summary>
    /// <param name="address">IPv4-mapped IPv6 is taken for IPv4; <c>null</c> for a peer on a Unix domain socket.</param>
    /// <param name="trusted">Whose word counts.</param>
    public Peer(IPAddress? address, TrustedProxies trusted)
    {
        Address = address is null ? null : ClientAddress.Folded(address);
        Text = Address?.ToString() ?? Unknown;
        Hash = Address is null ? 0 : ClientAddress.Hash(Address);
        IsTrusted = trusted.Contains(Address);
    }

    /// <summary>The address, or <c>null</c> where it has none.</summary>
    public IPAddress? Address { get; }

    /// <summary>The address as text, without brackets; <c>unknown</c> where there is none.</summary>
    public string Text { get; }

    /// <summary>A hash that is the same in every process.</summary>
    public ulong Hash { get; }

    /// <summary>Whether its forwarding fields are believed.</summary>
    public bool IsTrusted { get; }
}
