using System.Net;
using Microsoft.Extensions.Primitives;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Tests.Pipeline;

public sealed class ClientAddressTests
{
    private static readonly TrustedProxies Trusted = new([IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("fd00::/8")]);

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("198.51.100.1, 203.0.113.7", "203.0.113.7")]
    [InlineData("198.51.100.1, 203.0.113.7, 10.0.0.2", "203.0.113.7")]
    [InlineData("10.0.0.3, 10.0.0.2", "10.0.0.3")]
    [InlineData("203.0.113.7:4711", "203.0.113.7")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("[2001:db8::1]:4711, fd00::5", "2001:db8::1")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7, unknown, 10.0.0.2", "10.0.0.2")]
    [InlineData("203.0.113.7, 1", "10.0.0.1")]
    [InlineData("", "10.0.0.1")]
    [InlineData(" , ,203.0.113.7, ", "203.0.113.7")]
    public void The_client_is_the_right_most_hop_that_is_not_trusted(string forwardedFor, string client) =>
        Assert.Equal(IPAddress.Parse(client), Behind(forwardedFor, StringValues.Empty));

    [Fact]
    public void Lines_are_one_list() =>
        Assert.Equal(IPAddress.Parse("203.0.113.7"), Behind(new(["203.0.113.7", "10.0.0.2"]), StringValues.Empty));

    [Theory]
    [InlineData("for=203.0.113.7;proto=https", "203.0.113.7")]
    [InlineData("for=198.51.100.1, For=\"[2001:db8::1]:4711\";by=10.0.0.9", "2001:db8::1")]
    [InlineData("for=_hidden", "10.0.0.1")]
    [InlineData("proto=https", "10.0.0.1")]
    public void Forwarded_is_read_as_RFC_7239_has_it(string forwarded, string client) =>
        Assert.Equal(IPAddress.Parse(client), Behind(StringValues.Empty, forwarded));

    [Fact]
    public void X_Forwarded_For_comes_before_Forwarded() =>
        Assert.Equal(IPAddress.Parse("203.0.113.7"), Behind("203.0.113.7", "for=198.51.100.1"));

    [Fact]
    public void A_peer_in_IPv6_dress_is_trusted_as_the_IPv4_address_it_is() =>
        Assert.True(new Peer(IPAddress.Parse("::ffff:10.0.0.1"), Trusted).IsTrusted);

    [Fact]
    public void Nobody_is_trusted_by_default() => Assert.False(new Peer(IPAddress.Loopback, TrustedProxies.Nobody).IsTrusted);

    [Fact]
    public void The_hash_is_the_same_in_every_process_and_dress()
    {
        var hash = new Peer(IPAddress.Parse("::ffff:192.0.2.1"), Trusted).Hash;
        Assert.Equal(ClientAddress.Hash(IPAddress.Parse("192.0.2.1")), hash);
        Assert.Equal(System.IO.Hashing.XxHash3.HashToUInt64([192, 0, 2, 1]), hash);
    }

    [Fact]
    public void A_peer_on_a_Unix_socket_has_no_address_and_says_so()
    {
        var peer = new Peer(null, Trusted);
        Assert.Equal((null, "unknown", false), (peer.Address, peer.Text, peer.IsTrusted));
    }

    [Fact]
    public void A_peer_on_a_Unix_socket_is_trusted_only_where_it_is_said()
    {
        Assert.False(new TrustedProxies([IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0")]).Contains(null));
        Assert.True(new TrustedProxies([], unixSockets: true).Contains(null));
        Assert.False(new TrustedProxies([], unixSockets: true).Contains(IPAddress.Loopback));
    }

    private static IPAddress? Behind(StringValues forwardedFor, StringValues forwarded) =>
        ClientAddress.Behind(IPAddress.Parse("10.0.0.1"), forwardedFor, forwarded, Trusted);
}
