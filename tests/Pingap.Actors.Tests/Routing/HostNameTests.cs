using Pingap.Actors.Routing;

namespace Pingap.Actors.Tests.Routing;

public sealed class HostNameTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Example.com", "Example.com")]
    [InlineData("example.com:8080", "example.com")]
    [InlineData("example.com.", "example.com")]
    [InlineData("example.com.:443", "example.com")]
    [InlineData("192.0.2.1:80", "192.0.2.1")]
    [InlineData("[2001:db8::1]:443", "2001:db8::1")]
    [InlineData("[::1]", "::1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("[::1", "[::1")]
    [InlineData(".", ".")]
    [InlineData(":80", "")]
    public void The_host_stands_without_port_brackets_and_last_dot(string field, string host) => Assert.Equal(host, HostName.Of(field));

    [Theory]
    [InlineData("example.com")]
    [InlineData("2001:db8::1")]
    public void A_bare_host_is_returned_as_it_is(string field) => Assert.Same(field, HostName.Of(field));
}
