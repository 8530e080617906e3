using Pingap.Actors.Discovery;
using Pingap.Actors.Discovery.Dns;
using Pingap.Testing.Dns;

namespace Pingap.Actors.Tests.Discovery.Dns;

public sealed class DnsDiscoveryTests : IAsyncLifetime
{
    private readonly DnsResponder _dns = new();
    private readonly DirectoryInfo _etc = Directory.CreateTempSubdirectory("pingap-etc-");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _dns.DisposeAsync();
        _etc.Delete(recursive: true);
    }

    [Fact]
    public async Task Every_address_of_a_name_is_a_backend_with_its_port_and_weight()
    {
        _dns.Set("api.example", DnsRecord.Address("10.0.0.2"), DnsRecord.Address("10.0.0.1"), DnsRecord.Address("2001:db8::1"));
        Assert.Equal(["10.0.0.1:8080 3, 10.0.0.2:8080 3, [2001:db8::1]:8080 3"], await ReadAsync(Ask.Dns("api.example:8080 3")));
    }

    [Fact]
    public async Task Ipv4_only_asks_for_no_other_address()
    {
        _dns.Set("api.example", DnsRecord.Address("10.0.0.1"), DnsRecord.Address("2001:db8::1"));
        var question = Ask.Dns("api.example");
        Assert.Equal(["10.0.0.1:80 1"], await ReadAsync(question with { How = question.How with { Ipv4Only = true } }));
        Assert.Equal(["api.example A"], _dns.Asked);
    }

    [Fact]
    public async Task A_computer_without_IPv6_asks_for_no_IPv6_address()
    {
        _dns.Set("api.example", DnsRecord.Address("10.0.0.1"), DnsRecord.Address("2001:db8::1"));
        Assert.Equal(["10.0.0.1:80 1"], await ReadAsync(Ask.Dns("api.example"), hasIpv6: false));
    }

    [Fact]
    public async Task Addresses_and_this_computer_stay_what_they_are()
    {
        Assert.Equal(["10.1.1.1:81 1", "localhost:82 2"], await ReadAsync(Ask.Dns("10.1.1.1:81", "localhost:82 2")));
        Assert.Empty(_dns.Asked);
    }

    [Fact]
    public async Task An_alias_is_followed_and_the_shortest_life_says_when_to_ask_again()
    {
        _dns.Set("api.example", DnsRecord.Alias("real.example", 7), DnsRecord.Address("10.0.0.1", 30, owner: "real.example"));
        using var discovery = Discovery(Ask.Dns("api.example"), hasIpv6: false);
        var reading = await discovery.ReadAsync(default);
        Assert.Equal(("10.0.0.1:80 1", TimeSpan.FromSeconds(7)), (Ask.Shown(reading.Entries[0]), reading.FreshFor));
    }

    [Fact]
    public async Task What_does_not_fit_into_a_datagram_is_asked_for_by_TCP()
    {
        _dns.Truncates = true;
        _dns.Set("api.example", [.. Enumerable.Range(1, 60).Select(i => DnsRecord.Address($"10.0.0.{i}"))]);
        Assert.Equal(60, (await ReadAsync(Ask.Dns("api.example"), hasIpv6: false)).Single().Split(", ").Length);
        Assert.Contains("api.example A tcp", _dns.Asked);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_or_has_no_address_is_gone_and_a_server_that_fails_is_no_answer()
    {
        _dns.Set("empty.example");
        Assert.Equal(
            ["Gone: DNS has no name no.example.", "Gone: DNS has no A record for empty.example."],
            await ReadAsync(Ask.Dns("no.example", "empty.example")));
        _dns.Code = 2;
        Assert.Equal(["Failed: DNS answers ServerFailure for no.example."], await ReadAsync(Ask.Dns("no.example")));
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_no_answer()
    {
        _dns.IsSilent = true;
        Assert.StartsWith($"Failed: no answer from {_dns.Address} for a.example. (", (await ReadAsync(Ask.Dns("a.example"), hasIpv6: false)).Single());
    }

    [Fact]
    public async Task A_server_that_makes_no_sense_is_no_answer()
    {
        _dns.Set("a.example", DnsRecord.Address("10.0.0.1"));
        var random = new Random(1);
        using var discovery = Discovery(Ask.Dns("a.example"), hasIpv6: false);
        for (var i = 0; i < 50; i++)
        {
            _dns.Nonsense = new byte[random.Next(40)];
            random.NextBytes(_dns.Nonsense);
            Assert.Equal(EntryStatus.Failed, (await discovery.ReadAsync(default)).Entries.Single().Status);
        }
    }

    [Fact]
    public async Task Nobody_to_ask_is_no_answer()
    {
        await _dns.DisposeAsync();
        Assert.StartsWith("Failed: ", (await ReadAsync(Ask.Dns("a.example"), hasIpv6: false)).Single());
    }

    [Fact]
    public async Task A_service_on_a_machine_whose_name_is_none_is_gone()
    {
        _dns.Set("_http._tcp.api.example", DnsRecord.Service(new string('a', 60) + "\\ b.example", 1));
        Assert.Equal(["Gone: DNS has no machine for this service"], await ReadAsync(Ask.Dns("_http._tcp.api.example")));
    }

    [Fact]
    public async Task Addresses_that_lead_to_the_keys_of_the_cloud_are_left_out()
    {
        _dns.Set("evil.example", DnsRecord.Address("169.254.169.254"));
        _dns.Set("half.example", DnsRecord.Address("169.254.169.254"), DnsRecord.Address("10.0.0.1"));
        var entries = await ReadAsync(Ask.Dns("evil.example", "half.example"));
        Assert.StartsWith("Gone: DNS says 169.254.169.254, which is a link-local address", entries[0]);
        Assert.Equal("10.0.0.1:80 1", entries[1]);
    }

    [Fact]
    public async Task A_service_has_the_machines_ports_and_weights_of_its_first_priority()
    {
        _dns.Set(
            "_http._tcp.api.example", DnsRecord.Service("b.example", 8002, priority: 1, weight: 0), DnsRecord.Service("a.example", 8001, priority: 1, weight: 5),
            DnsRecord.Service("spare.example", 9, priority: 2, weight: 7));
        _dns.Set("a.example", DnsRecord.Address("10.0.0.1"), DnsRecord.Address("10.0.0.2"));
        _dns.Set("b.example", DnsRecord.Address("10.0.0.3"));
        _dns.Set("spare.example", DnsRecord.Address("10.0.0.9"));
        Assert.Equal(["10.0.0.1:8001 10, 10.0.0.2:8001 10, 10.0.0.3:8002 2"], await ReadAsync(Ask.Dns("_http._tcp.api.example 2")));
    }

    [Fact]
    public async Task The_next_priority_of_a_service_counts_when_the_first_has_no_address()
    {
        _dns.Set("_http._tcp.api.example", DnsRecord.Service("no.example", 8001, priority: 1), DnsRecord.Service("spare.example", 9, priority: 2));
        _dns.Set("spare.example", DnsRecord.Address("10.0.0.9"));
        Assert.Equal(["10.0.0.9:9 1"], await ReadAsync(Ask.Dns("_http._tcp.api.example")));
    }

    [Fact]
    public async Task A_service_that_is_not_offered_is_gone()
    {
        _dns.Set("_http._tcp.api.example", DnsRecord.Service(".", 0));
        Assert.Equal(["Gone: DNS has no machine for this service"], await ReadAsync(Ask.Dns("_http._tcp.api.example")));
    }

    [Fact]
    public async Task A_short_name_is_completed_by_the_domain_then_by_the_search_domains()
    {
        _dns.Set("api.second.example", DnsRecord.Address("10.0.0.1"));
        var question = Ask.Dns("api");
        var how = question.How with { Dns = question.How.Dns with { Domain = "first.example", Search = ["second.example"] } };
        Assert.Equal(["10.0.0.1:80 1"], await ReadAsync(question with { How = how }, hasIpv6: false));
        Assert.Equal(["api.first.example A", "api.second.example A"], _dns.Asked);
    }

    [Fact]
    public async Task A_domain_whose_server_fails_does_not_send_requests_to_a_namesake_in_the_next()
    {
        _dns.Set("api.second.example", DnsRecord.Address("10.0.0.1"));
        (_dns.Code, _dns.FailingName) = (2, "api.first.example");
        var question = Ask.Dns("api");
        var how = question.How with { Dns = question.How.Dns with { Search = ["first.example", "second.example"] } };
        Assert.Equal(["Failed: DNS answers ServerFailure for api.first.example."], await ReadAsync(question with { How = how }));
    }

    [Fact]
    public async Task A_family_that_nobody_can_tell_of_keeps_the_addresses_it_had_and_is_asked_for_again_soon()
    {
        _dns.Set("api.example", DnsRecord.Address("10.0.0.1", 300), DnsRecord.Address("2001:db8::1", 300));
        using var discovery = Discovery(Ask.Dns("api.example"), hasIpv6: true);
        await discovery.ReadAsync(default);
        _dns.Set("api.example", DnsRecord.Address("10.0.0.2", 300), DnsRecord.Address("2001:db8::2", 300));
        (_dns.Code, _dns.FailingType) = (2, "A");
        var reading = await discovery.ReadAsync(default);
        Assert.Equal("10.0.0.1:80 1, [2001:db8::2]:80 1", Ask.Shown(reading.Entries[0]));
        Assert.Equal("DNS answers ServerFailure for api.example.", reading.Entries[0].Trouble);
        Assert.InRange(reading.FreshFor!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_family_that_was_never_there_is_not_missed_where_nobody_can_tell_of_it()
    {
        _dns.Set("api.example", DnsRecord.Address("10.0.0.1", 300));
        (_dns.Code, _dns.FailingType) = (2, "AAAA");
        using var discovery = Discovery(Ask.Dns("api.example"), hasIpv6: true);
        var reading = await discovery.ReadAsync(default);
        Assert.Equal(("10.0.0.1:80 1", "", TimeSpan.FromSeconds(300)), (Ask.Shown(reading.Entries[0]), reading.Entries[0].Trouble, reading.FreshFor));
    }

    [Fact]
    public async Task A_machine_of_a_service_that_nobody_can_tell_of_keeps_its_addresses()
    {
        _dns.Set("_http._tcp.api.example", DnsRecord.Service("a.example", 1), DnsRecord.Service("b.example", 2));
        _dns.Set("a.example", DnsRecord.Address("10.0.0.1"));
        _dns.Set("b.example", DnsRecord.Address("10.0.0.2"));
        using var discovery = Discovery(Ask.Dns("_http._tcp.api.example"), hasIpv6: false);
        var before = Ask.Shown((await discovery.ReadAsync(default)).Entries[0]);
        (_dns.Code, _dns.FailingName) = (2, "b.example");
        var reading = await discovery.ReadAsync(default);
        Assert.Equal(before, Ask.Shown(reading.Entries[0]));
        Assert.Equal("DNS answers ServerFailure for b.example.", reading.Entries[0].Trouble);
    }

    [Fact]
    public async Task The_hosts_file_comes_first_where_the_system_is_asked_and_is_read_again()
    {
        using var discovery = new DnsDiscovery(Ask.Dns("api"), System(hasIpv6: true));
        Write("hosts", "10.9.9.9 api # ours\n");
        Assert.Equal("10.9.9.9:80 1", Ask.Shown((await discovery.ReadAsync(default)).Entries[0]));
        Write("hosts", "10.9.9.8 other api\n::2 API\n");
        Assert.Equal("10.9.9.8:80 1, [::2]:80 1", Ask.Shown((await discovery.ReadAsync(default)).Entries[0]));
    }

    private async Task<List<string>> ReadAsync(DiscoveryQuestion question, bool hasIpv6 = true)
    {
        using var discovery = Discovery(question, hasIpv6);
        return [.. (await discovery.ReadAsync(default)).Entries.Select(Ask.Shown)];
    }

    private DnsDiscovery Discovery(DiscoveryQuestion question, bool hasIpv6) =>
        new(question with { How = question.How with { Dns = question.How.Dns with { Servers = [_dns.Address] } } }, System(hasIpv6));

    private DnsSystem System(bool hasIpv6) => new(Path.Combine(_etc.FullName, "resolv.conf"), Path.Combine(_etc.FullName, "hosts"), () => hasIpv6);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_etc.FullName, name), text);
}
