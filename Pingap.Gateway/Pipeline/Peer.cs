using System.Net;

namespace Pingap.Gateway.Pipeline;

/// <summary>An address as a request needs it: computed once a connection, since the peer of a connection never changes.</summary>
public sealed class Peer
{
    /// <summary>Looks at an address.</summary>
    /// <param name="address">IPv4-mapped IPv6 is taken for IPv4.</param>
    /// <param name="trusted">Whose word counts.</param>
    public Peer(IPAddress address, TrustedProxies trusted)
    {
        Address = ClientAddress.Folded(address);
        Text = Address.ToString();
        Hash = ClientAddress.Hash(Address);
        IsTrusted = trusted.Contains(Address);
    }

    /// <summary>The address.</summary>
    public IPAddress Address { get; }

    /// <summary>The address as text, without brackets.</summary>
    public string Text { get; }

    /// <summary>A hash that is the same in every process.</summary>
    public ulong Hash { get; }

    /// <summary>Whether its forwarding fields are believed.</summary>
    public bool IsTrusted { get; }
}
