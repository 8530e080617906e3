using Pingap.Actors.Configuration;
using Pingap.Gateway.Tests.Proxying;
using Pingap.Testing.Backends;

namespace Pingap.Gateway.Tests.Forwarding;

/// <summary>The Host field that a backend gets: one, and the one that routing went by.</summary>
public sealed class HostTests
{
    private const string NoContent = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";

    [Theory]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("a:99999")]
    public async Task A_rule_whose_Host_is_none_is_left_out(string value)
    {
        foreach (var rule in new[] { Given.Set("Host", VariableKind.Header, "X-Host"), Given.Set("Host", value) })
        {
            await using var backend = RawBackend.Answering(NoContent);
            await using var front = await Front.StartAsync(
                Given.Upstream(backend.Address), Given.Location() with { RequestHeaders = [rule] });
            using var client = await front.ConnectAsync();
            await client.SendAsync($"GET / HTTP/1.1\r\nHost: shop\r\nX-Host: {value}\r\n\r\n");
            await client.ReadHeadAsync();
            Assert.Equal(["Host: shop"], Hosts(await backend.Heads.ReadAsync(front.Deadline)));
            await front.Log.NextAsync("Debug: Header rule for Host left out", front.Deadline);
        }
    }

    public static TheoryData<HeaderRule[], string> Rules() => new()
    {
        { [Given.Set("host", VariableKind.Header, "X-Host")], "Host: other:81" },
        { [Given.Add("Host", "second")], "Host: shop" },
        { [Given.Remove("Host"), Given.Add("Host", "second")], "Host: second" },
        { [Given.Set("Host", "first"), Given.Set("Host", "second")], "Host: second" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Rules_leave_one_Host(HeaderRule[] rules, string expected)
    {
        var head = await ForwardAsync(
            "GET / HTTP/1.1\r\nHost: shop\r\nX-Host: other:81\r\n\r\n", Given.Location() with { RequestHeaders = rules.ToValueList() });
        Assert.Equal([expected], Hosts(head));
    }

    [Theory]
    [InlineData("GET http://foo.com/ HTTP/1.0\r\n\r\n", "foo.com")]
    [InlineData("GET http://foo.com:81/a HTTP/1.0\r\n\r\n", "foo.com:81")]
    [InlineData("GET http://foo.com HTTP/1.1\r\nHost: foo.com\r\n\r\n", "foo.com")]
    [InlineData("GET http://foo.com/ HTTP/1.1\r\nHost: foo.com:80\r\n\r\n", "foo.com")]
    public async Task The_authority_of_an_absolute_target_is_the_host(string request, string host)
    {
        var head = await ForwardAsync(request, Given.Location() with { Hosts = [new(HostPatternKind.Exact, "foo.com")] });
        Assert.Equal([$"Host: {host}"], Hosts(head));
        Assert.Contains($"\r\nX-Forwarded-Host: {host}\r\n", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_of_an_absolute_target_is_not_the_next_requests()
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        await using var front = await Front.StartAsync(
            Given.Upstream(backend.Address), Given.Location() with { Hosts = [new(HostPatternKind.Exact, "foo.com")] });
        using var client = await front.ConnectAsync();
        await client.SendAsync("GET http://foo.com/ HTTP/1.1\r\nHost: foo.com:80\r\n\r\nGET / HTTP/1.1\r\nHost: bar\r\nConnection: close\r\n\r\n");
        var answers = await client.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 200 ", answers, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 404 ", answers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_host_there_is_no_forwarded_one()
    {
        var head = await ForwardAsync("GET / HTTP/1.0\r\n\r\n", Given.Location());
        Assert.DoesNotContain("X-Forwarded-Host", head, StringComparison.OrdinalIgnoreCase);
        Assert.Single(Hosts(head));
    }

    private static string[] Hosts(string head) =>
        [.. head.Split("\r\n").Where(line => line.StartsWith("Host:", StringComparison.OrdinalIgnoreCase))];

    private static async Task<string> ForwardAsync(string request, LocationConfig location)
    {
        await using var backend = RawBackend.Answering(NoContent);
        await using var front = await Front.StartAsync(Given.Upstream(backend.Address), location);
        using var client = await front.ConnectAsync();
        await client.SendAsync(request);
        Assert.StartsWith("HTTP/1.1 204 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
        return await backend.Heads.ReadAsync(front.Deadline);
    }
}
