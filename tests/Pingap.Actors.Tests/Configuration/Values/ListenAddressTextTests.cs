using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Tests.Configuration.Values;

public class ListenAddressTextTests
{
    [Theory]
    [InlineData("127.0.0.1:8080", "127.0.0.1:8080")]
    [InlineData(":80", "0.0.0.0:80")]
    [InlineData("localhost:0", "127.0.0.1:0")]
    [InlineData("[::1]:8080", "[::1]:8080")]
    [InlineData("unix:/run/pingap.sock", "unix:/run/pingap.sock")]
    [InlineData("unix:///run//x/../pingap.sock", "unix:/run/pingap.sock")]
    [InlineData("fd:3", "fd:3")]
    [InlineData("fd:007", "fd:7")]
    [InlineData("fd:http", "fd:http")]
    public void Known_forms_are_read(string text, string address)
    {
        Assert.True(ListenAddressText.TryParse(text, out var value, out _));
        Assert.Equal(address, value.ToString());
    }

    [Theory]
    [InlineData(107, true)]
    [InlineData(108, false)]
    public void A_socket_has_a_path_of_at_most_107_octets(int octets, bool isTaken)
    {
        var text = $"unix:/{new string('x', octets - 3)}\u00e4";
        Assert.Equal(isTaken, ListenAddressText.TryParse(text, out _, out var wrong));
        Assert.Equal(isTaken ? "" : "is longer than the 107 bytes that a socket's path may have; use a shorter one", wrong);
    }

    [Fact]
    public void Addresses_of_every_kind_are_equal_where_they_are_the_same()
    {
        foreach (var text in (string[])["127.0.0.1:80", "unix:/run/x.sock", "fd:3", "fd:http"])
        {
            Assert.True(ListenAddressText.TryParse(text, out var one, out _));
            Assert.True(ListenAddressText.TryParse(text, out var other, out _));
            Assert.Equal(one, other);
            Assert.Equal(one.GetHashCode(), other.GetHashCode());
        }
    }

    [Theory]
    [InlineData("127.0.0.1", "has no port; write it as 127.0.0.1:8080")]
    [InlineData("127.0.0.1:x", "has a port that is not a number from 0 to 65535")]
    [InlineData("127.0.0.1:65536", "has a port that is not a number from 0 to 65535")]
    [InlineData("::1:8080", "has no port; write it as 127.0.0.1:8080")]
    [InlineData("[::1:8080", "is not an IPv6 address in brackets; write one such as [::1]:8080")]
    [InlineData("[::1]8080", "has something between ] and the port; write [::1]:8080")]
    [InlineData("unix:", "is not the full path of a socket; write one such as unix:/run/pingap/http.sock")]
    [InlineData("unix:pingap.sock", "is not the full path of a socket; write one such as unix:/run/pingap/http.sock")]
    [InlineData("unix:/run/", "is not the full path of a socket; write one such as unix:/run/pingap/http.sock")]
    [InlineData("fd:", "is not a descriptor's number or name; write fd:3, or fd:http with FileDescriptorName=http in the unit of the socket")]
    [InlineData("fd:a b", "is not a descriptor's number or name; write fd:3, or fd:http with FileDescriptorName=http in the unit of the socket")]
    [InlineData("fd:2", "is not a descriptor that a process is started with; they begin with fd:3")]
    [InlineData("fd:99999999999", "is not a descriptor that a process is started with; they begin with fd:3")]
    [InlineData("a:b:c", "has more than one colon; write an IPv6 address in brackets, such as [::1]:8080")]
    [InlineData("example.com:80", "is not an IP address and port; write one such as 127.0.0.1:8080, or 0.0.0.0:8080 for every address")]
    public void What_is_wrong_is_said(string text, string message)
    {
        Assert.False(ListenAddressText.TryParse(text, out _, out var wrong));
        Assert.Equal(message, wrong);
    }
}
