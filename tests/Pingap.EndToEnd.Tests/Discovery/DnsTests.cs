using System.Net;
using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing.Dns;

namespace Pingap.EndToEnd.Tests.Discovery;

/// <summary>Backends by DNS: the real proxy asks a DNS server of the test.</summary>
public sealed class DnsTests : IAsyncLifetime
{
    private const string Service = "_http._tcp.shop.example";
    private readonly DnsResponder _dns = new();
    private readonly HttpClient _client = Clients.Http();
    private Backend _one = null!;
    private Backend _two = null!;

    public async Task InitializeAsync()
    {
        _one = await Backend.StartAsync(new() { Name = "one" });
        _two = await Backend.StartAsync(new() { Name = "two" });
        _dns.Set("host.shop.example", DnsRecord.Address("127.0.0.1"));
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        await _dns.DisposeAsync();
    }

    [Fact]
    public async Task Requests_follow_DNS_from_nothing_to_one_backend_to_another_and_outlive_its_failure()
    {
        await using var proxy = Start(Service);
        _client.BaseAddress = await proxy.UrlAsync();
        using (var refused = await _client.GetAsync("/"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        }

        _dns.Set(Service, DnsRecord.Service("host.shop.example", _one.Port));
        await ServedByAsync("one");
        _dns.Set(Service, DnsRecord.Service("host.shop.example", _two.Port));
        await ServedByAsync("two");

        _dns.Code = 2;
        await proxy.Process.WaitForLineAsync(line => line.Contains("DNS answers ServerFailure", StringComparison.Ordinal));
        for (var i = 0; i < 5; i++) Assert.Equal("two", (await _client.ReceivedAsync("/")).Backend);
        _dns.Code = 0;
        await proxy.Process.WaitForLineAsync(line => line.Contains("found again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_first_request_after_the_start_finds_the_address_and_its_Host_is_that_of_the_client()
    {
        _dns.Set("api.shop.example", DnsRecord.Address("127.0.0.1"));
        await using var proxy = Start($"api.shop.example:{_one.Port}");
        _client.BaseAddress = await proxy.UrlAsync();
        var received = await _client.ReceivedAsync("/", "Host: shop.example");
        Assert.Equal(("one", "shop.example"), (received.Backend, received["host"]));
    }

    private async Task ServedByAsync(string name)
    {
        var until = DateTime.UtcNow + Deadline.Generous;
        while (DateTime.UtcNow < until)
        {
            using var answer = await _client.GetAsync("/");
            if (answer.IsSuccessStatusCode && (await answer.ReceivedAsync()).Backend == name) return;
        }

        Assert.Fail($"never served by {name}");
    }

    private RunningProxy Start(string address) => RunningProxy.Start($"""
        [upstreams.shop]
        addrs = ["{address}"]
        discovery = "dns"
        dns_server = "{_dns.Address}"
        update_frequency = "1s"

        [locations.all]
        upstream = "shop"

        [servers.http]
        addr = "127.0.0.1:0"
        locations = ["all"]
        """);
}
