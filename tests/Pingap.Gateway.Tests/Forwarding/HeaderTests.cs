using System.Net;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Tests.Proxying;
using Pingap.Testing.Backends;

namespace Pingap.Gateway.Tests.Forwarding;

/// <summary>What becomes of header fields on their way.</summary>
public sealed class HeaderTests
{
    private const string NoContent = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
    private static readonly BasicConfig TrustsPeer = BasicConfig.Default with { TrustedProxies = [IPNetwork.Parse("127.0.0.0/8")] };

    [Fact]
    public async Task Host_is_the_clients()
    {
        var head = await ForwardAsync("Host: shop.example:8443\r\n");
        Assert.Contains("\r\nHost: shop.example:8443\r\n", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_is_what_a_rule_sets()
    {
        var head = await ForwardAsync("Host: a\r\n", Given.Location() with { RequestHeaders = [Given.Set("Host", "internal.local")] });
        Assert.Contains("\r\nHost: internal.local\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Host: a\r\n", head.Replace("X-Forwarded-Host: a\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Keep-Alive: timeout=5", "keep-alive")]
    [InlineData("Proxy-Connection: keep-alive", "proxy-connection")]
    [InlineData("Proxy-Authorization: Basic eDp5", "proxy-authorization")]
    [InlineData("TE: gzip", "te:")]
    [InlineData("Connection: X-Private\r\nX-Private: 1", "x-private")]
    [InlineData("Connection: x-other, x-private\r\nX-Private: 1", "x-private")]
    public async Task Hop_by_hop_fields_of_the_request_stay_behind(string fields, string trace)
    {
        var head = await ForwardAsync($"Host: a\r\n{fields}\r\n");
        Assert.DoesNotContain(trace, head, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Hop_by_hop_fields_of_the_response_stay_behind()
    {
        var (_, response) = await ExchangeAsync(
            "Host: a\r\n",
            Given.Location(),
            BasicConfig.Default,
            "HTTP/1.1 200 OK\r\nConnection: close, X-Private\r\nX-Private: 1\r\nKeep-Alive: timeout=5\r\nX-Public: 2\r\nContent-Length: 0\r\n\r\n");
        Assert.DoesNotContain("Private", response, StringComparison.Ordinal);
        Assert.DoesNotContain("Keep-Alive", response, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("X-Public: 2\r\n", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wish_for_trailers_is_said_again()
    {
        var head = await ForwardAsync("Host: a\r\nTE: gzip, trailers\r\nConnection: TE\r\n");
        Assert.Contains("\r\nTE: trailers\r\n", head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "", "127.0.0.1", "http", "shop:81", "127.0.0.1", null)]
    [InlineData(false, "X-Forwarded-For: 9.9.9.9\r\nX-Forwarded-Proto: https\r\nX-Real-IP: 9.9.9.9\r\nForwarded: for=9.9.9.9\r\n", "127.0.0.1", "http", "shop:81", "127.0.0.1", null)]
    [InlineData(true, "", "127.0.0.1", "http", "shop:81", "127.0.0.1", null)]
    [InlineData(true, "X-Forwarded-For: 9.9.9.9, 8.8.8.8\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: www\r\nX-Real-IP: 9.9.9.9\r\n", "9.9.9.9, 8.8.8.8, 127.0.0.1", "https", "www", "8.8.8.8", null)]
    [InlineData(true, "X-Forwarded-For: 9.9.9.9\r\nX-Forwarded-For: 127.0.0.2\r\n", "9.9.9.9,127.0.0.2, 127.0.0.1", "http", "shop:81", "9.9.9.9", null)]
    [InlineData(true, "Forwarded: for=9.9.9.9\r\n", "127.0.0.1", "http", "shop:81", "9.9.9.9", "for=9.9.9.9")]
    public async Task Forwarding_fields_say_whom_the_proxy_speaks_for(
        bool isTrusted, string fields, string chain, string proto, string host, string real, string? forwarded)
    {
        var (head, _) = await ExchangeAsync(
            "Host: shop:81\r\n" + fields, Given.Location(), isTrusted ? TrustsPeer : BasicConfig.Default, NoContent);
        Assert.Equal(chain, Given.FieldOf(head, "X-Forwarded-For"));
        Assert.Equal(proto, Given.FieldOf(head, "X-Forwarded-Proto"));
        Assert.Equal(host, Given.FieldOf(head, "X-Forwarded-Host"));
        Assert.Equal(real, Given.FieldOf(head, "X-Real-IP"));
        Assert.Equal(forwarded, Given.FieldOf(head, "Forwarded"));
    }

    [Fact]
    public async Task Without_forwarding_fields_the_clients_pass_untouched()
    {
        var head = await ForwardAsync("Host: a\r\nX-Forwarded-For: 9.9.9.9\r\n", Given.Location() with { ForwardedHeaders = false });
        Assert.Equal("9.9.9.9", Given.FieldOf(head, "X-Forwarded-For"));
        Assert.Null(Given.FieldOf(head, "X-Real-IP"));
    }

    public static TheoryData<HeaderRule[], string?> RequestRules() => new()
    {
        { [Given.Set("X-Tag", "new")], "new" },
        { [Given.Add("X-Tag", "more")], "old, more" },
        { [Given.Remove("x-tag")], null },
        { [Given.Remove("X-Tag"), Given.Add("X-Tag", "a"), Given.Add("X-Tag", "b")], "a, b" },
        { [Given.Set("X-Tag", VariableKind.RemoteAddr)], "127.0.0.1" },
        { [Given.Set("X-Tag", VariableKind.ProxyAddXForwardedFor)], "127.0.0.1" },
        { [Given.Set("X-Tag", VariableKind.Host)], "shop" },
        { [Given.Set("X-Tag", VariableKind.Scheme)], "http" },
        { [Given.Set("X-Tag", VariableKind.Uri)], "/p%41" },
        { [Given.Set("X-Tag", VariableKind.Args)], "q=1" },
        { [Given.Set("X-Tag", VariableKind.RequestMethod)], "GET" },
        { [Given.Set("X-Tag", VariableKind.Header, "X-Other")], "other" },
        { [Given.Set("X-Tag", VariableKind.Header, "X-Missing")], "" },
        { [new(HeaderAction.Set, "X-Tag", new([new(null, "<"), new(VariableKind.Host, ""), new(null, ">")]))], "<shop>" },
        { [Given.Set("X-Tag", "in\r\nX-Injected: 1")], null },
        { [Given.Set("Transfer-Encoding", "chunked"), Given.Set("Content-Length", "7"), Given.Set("Connection", "X-Tag")], "old" },
    };

    [Theory]
    [MemberData(nameof(RequestRules))]
    public async Task Request_rules_apply_in_order(HeaderRule[] rules, string? expected)
    {
        var (head, _) = await ExchangeAsync(
            "Host: shop:81\r\nX-Tag: old\r\nX-Other: other\r\n",
            Given.Location() with { RequestHeaders = rules.ToValueList() },
            BasicConfig.Default,
            NoContent,
            "/p%41?q=1");
        Assert.Equal(expected, Given.FieldOf(head, "X-Tag"));
        Assert.Null(Given.FieldOf(head, "X-Injected"));
        Assert.Null(Given.FieldOf(head, "Transfer-Encoding"));
    }

    public static TheoryData<HeaderRule[], string?> ResponseRules() => new()
    {
        { [Given.Set("X-Tag", "new")], "new" },
        { [Given.Remove("X-Tag")], null },
        { [Given.Set("X-Tag", VariableKind.RemoteAddr)], "127.0.0.1" },
        { [Given.Set("X-Tag", "in\nX-Injected: 1")], "old" },
    };

    [Theory]
    [MemberData(nameof(ResponseRules))]
    public async Task Response_rules_apply_in_order(HeaderRule[] rules, string? expected)
    {
        var (_, response) = await ExchangeAsync(
            "Host: a\r\n",
            Given.Location() with { ResponseHeaders = rules.ToValueList() },
            BasicConfig.Default,
            "HTTP/1.1 200 OK\r\nX-Tag: old\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        Assert.Equal(expected, Given.FieldOf(response, "X-Tag"));
        Assert.Null(Given.FieldOf(response, "X-Injected"));
    }

    [Fact]
    public async Task Response_rules_apply_to_error_pages_too()
    {
        var location = Given.Location() with { ResponseHeaders = [Given.Set("X-Frame-Options", "DENY")] };
        await using var front = await Front.StartAsync(Given.Upstream(), location);
        var response = await front.Client.GetAsync("/", front.Deadline);
        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
    }

    private static async Task<string> ForwardAsync(string fields, LocationConfig? location = null) =>
        (await ExchangeAsync(fields, location ?? Given.Location(), BasicConfig.Default, NoContent)).Request;

    private static async Task<(string Request, string Response)> ExchangeAsync(
        string fields, LocationConfig location, BasicConfig basic, string answer, string target = "/")
    {
        await using var backend = RawBackend.Answering(answer);
        await using var front = await Front.StartAsync(Given.Upstream(backend.Address), location, basic);
        using var client = await front.ConnectAsync();
        await client.SendAsync($"GET {target} HTTP/1.1\r\n{fields}\r\n");
        var response = await client.ReadHeadAsync();
        return (await backend.Heads.ReadAsync(front.Deadline), response);
    }

    // In one line or in several means the same (RFC 9110 §5.3).
}
