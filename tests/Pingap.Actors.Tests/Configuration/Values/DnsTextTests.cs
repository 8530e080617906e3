using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Tests.Configuration.Values;

public class DnsTextTests
{
    [Theory]
    [InlineData("10.0.0.53", "[10.0.0.53:53]")]
    [InlineData("10.0.0.53:5353, ::1,[::2]:54", "[10.0.0.53:5353, [::1]:53, [::2]:54]")]
    public void A_server_without_a_port_has_53(string text, string servers)
    {
        Assert.True(DnsText.TryParseServers(text, out var found, out _));
        Assert.Equal(servers, found.ToString());
    }

    [Theory]
    [InlineData("dns.example")]
    [InlineData("10.0.0.53,dns.example")]
    [InlineData("10.0.0.53:0")]
    [InlineData("10.0.0.53:99999")]
    [InlineData(":53")]
    public void A_server_is_an_address(string text) => Assert.False(DnsText.TryParseServers(text, out _, out _));

    [Theory]
    [InlineData("Internal.example.", "internal.example")]
    [InlineData("local", "local")]
    public void A_domain_is_lower_case_and_without_its_last_dot(string text, string domain)
    {
        Assert.True(DnsText.TryParseDomain(text, out var found, out _));
        Assert.Equal(domain, found);
    }

    [Theory]
    [InlineData("a..b")]
    [InlineData("a b")]
    [InlineData(".")]
    [InlineData("a.example,*.b.example")]
    public void What_is_no_domain_is_refused(string text) => Assert.False(DnsText.TryParseDomains(text, out _, out _));
}
