using Pingap.Cli.Sources;

namespace Pingap.Cli.Tests.Sources;

public sealed class OptionValuesTests
{
    [Theory]
    [InlineData("127.0.0.1:8001", "127.0.0.1:8001")]
    [InlineData("localhost:1", "localhost:1")]
    [InlineData("app_1.internal:65535", "app_1.internal:65535")]
    [InlineData("[::1]:8001", "[::1]:8001")]
    [InlineData("[0:0:0:0:0:0:0:1]:8001", "[::1]:8001")]
    [InlineData("4real.example:80", "4real.example:80")]
    public void A_backend_is_a_host_and_a_port(string text, string expected)
    {
        Assert.True(OptionValues.TryParseBackend(text, out var address, out _));
        Assert.Equal(expected, address.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(":80")]
    [InlineData("host")]
    [InlineData("host:")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("host:-1")]
    [InlineData("host:+1")]
    [InlineData("host:1e3")]
    [InlineData("http://host:80")]
    [InlineData("host:80/path")]
    [InlineData("user@host:80")]
    [InlineData("ho st:80")]
    [InlineData("-host:80")]
    [InlineData("a..b:80")]
    [InlineData("::1:80")]
    [InlineData("[::1:80")]
    [InlineData("[127.0.0.1]:80")]
    [InlineData("[fe80::1%eth0]:80")]
    [InlineData("127.1:80")]
    [InlineData("010.0.0.1:80")]
    [InlineData("256.0.0.1:80")]
    [InlineData("bücher.example:80")]
    [InlineData("a\"]\nalgorithm=\"x:80")]
    [InlineData("a\\u0022:80")]
    [InlineData("$ENV:SECRET:80")]
    [InlineData("${SECRET}:80")]
    [InlineData("host:80 5")]
    public void Anything_else_is_not_a_backend(string text)
    {
        Assert.False(OptionValues.TryParseBackend(text, out _, out var error));
        Assert.Contains("is not HOST:PORT", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
    }

    [Theory]
    [InlineData("127.0.0.1:8080")]
    [InlineData("0.0.0.0:0")]
    [InlineData("[::]:80")]
    public void A_server_listens_on_an_address_and_a_port(string text)
    {
        Assert.True(OptionValues.TryParseListen(text, out var address, out _));
        Assert.Equal(text, address.ToString());
    }

    [Theory]
    [InlineData("8080")]
    [InlineData(":8080")]
    [InlineData("localhost:8080")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("*:80")]
    [InlineData("127.0.0.1:80\"\nlocations = [\"x\"]#:1")]
    public void Anything_else_cannot_be_listened_on(string text)
    {
        Assert.False(OptionValues.TryParseListen(text, out _, out var error));
        Assert.Contains("is not IP:PORT", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("example.com", "example.com")]
    [InlineData("Example.COM", "example.com")]
    [InlineData("*.example.com", "*.example.com")]
    [InlineData("localhost", "localhost")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    public void A_domain_is_a_host_name_in_lower_case(string text, string expected)
    {
        Assert.True(OptionValues.TryParseDomain(text, out var domain, out _));
        Assert.Equal(expected, domain);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("*.")]
    [InlineData("a.*.com")]
    [InlineData("~^a")]
    [InlineData("example.com:80")]
    [InlineData("example.com\"")]
    [InlineData("exa\nmple.com")]
    public void Anything_else_is_not_a_domain(string text) => Assert.False(OptionValues.TryParseDomain(text, out _, out _));

    [Fact]
    public void A_name_longer_than_DNS_has_room_for_is_refused()
    {
        var name = string.Join('.', Enumerable.Repeat(new string('a', 63), 4));

        Assert.False(OptionValues.TryParseDomain(name, out _, out _));
    }
}
