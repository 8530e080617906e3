using System.Globalization;
using System.Text.RegularExpressions;
using Pingap.EndToEnd.Tests.Running;
using Pingap.Gateway.Forwarding;
using static Pingap.EndToEnd.Tests.Faults.Seen;

namespace Pingap.EndToEnd.Tests.Faults;

/// <summary>
/// Every way in which a backend can fail a request: the status (decisions 14 and 15), and whether the request is sent to another backend (decision 16), by what the
/// backends have received. Their log lines and error pages are in <see cref="Protocols.FailureTests"/>.
/// </summary>
public sealed partial class FaultTests(FaultWorld world) : IClassFixture<FaultWorld>
{
    private static readonly (string Kind, string Text)[] Requests =
    [
        ("get", "GET {0} HTTP/1.1\nHost: a\nConnection: close\n\n"),
        ("post", "POST {0} HTTP/1.1\nHost: a\nConnection: close\nContent-Length: 0\n\n"),
        ("streamed", "POST {0} HTTP/1.1\nHost: a\nConnection: close\nTransfer-Encoding: chunked\n\n4\nbody\n0\n\n"),
    ];

    /// <summary>The fault; what is seen of it where no other backend is; and where one is, by a GET, a POST without a body, a POST with a body of unknown length.</summary>
    public static TheoryData<string, Seen, Seen, Seen, Seen> Table => new()
    {
        //                                    alone           GET             POST            POST, streamed
        { "refuses",                          BadGateway,     Another,        Another,        Another },
        { "never_accepts",                    GatewayTimeout, Another,        Another,        Another },
        { "never_answers",                    GatewayTimeout, GatewayTimeout, GatewayTimeout, GatewayTimeout },
        { "closes_before_the_head",           BadGateway,     Another,        BadGateway,     BadGateway },
        { "resets_before_the_head",           BadGateway,     Another,        BadGateway,     BadGateway },
        { "closes_in_the_head",               BadGateway,     Another,        BadGateway,     BadGateway },
        { "resets_in_the_head",               BadGateway,     Another,        BadGateway,     BadGateway },
        { "stops_in_its_head",                GatewayTimeout, GatewayTimeout, GatewayTimeout, GatewayTimeout },
        { "drips_its_head",                   GatewayTimeout, GatewayTimeout, GatewayTimeout, GatewayTimeout },
        { "talks_nonsense",                   BadGateway,     BadGateway,     BadGateway,     BadGateway },
        { "floods_with_1xx",                  BadGateway,     BadGateway,     BadGateway,     BadGateway },
        { "sends_an_oversized_head",          BadGateway,     BadGateway,     BadGateway,     BadGateway },
        { "closes_short_of_its_length",       Cut,            Cut,            Cut,            Cut },
        { "resets_in_the_body",               Cut,            Cut,            Cut,            Cut },
        { "resets_between_chunks",            Cut,            Cut,            Cut,            Cut },
        { "sends_a_bad_chunk_size",           Cut,            Cut,            Cut,            Cut },
        { "sends_a_huge_chunk_size",          Cut,            Cut,            Cut,            Cut },
        { "sends_a_chunk_without_its_end",    Cut,            Cut,            Cut,            Cut },
        { "closes_in_a_chunk",                Cut,            Cut,            Cut,            Cut },
        { "closes_before_the_last_chunk",     Cut,            Cut,            Cut,            Cut },
        { "drips_its_body_in_time",           Whole,          Whole,          Whole,          Whole },
        { "drips_its_body_too_slowly",        Cut,            Cut,            Cut,            Cut },
    };

    /// <summary>
    /// The fault; what is seen of it by a GET where no other backend is; and where one is, by a GET, a POST without a body, a POST with a body of unknown length. A GET is sent to the
    /// same backend again over a new connection when the old one is found closed, and to another backend when it was reset.
    /// </summary>
    public static TheoryData<string, Seen, Seen, Seen, Seen> TableOfReuse => new()
    {
        //                                    GET, alone      GET             POST            POST, streamed
        { "closes_a_reused_connection",       Whole,          Whole,          BadGateway,     BadGateway },
        { "resets_a_reused_connection",       Own ?? BadGateway, Own ?? Another, BadGateway,  BadGateway },
    };

    // Our own connections take a reset for the close that it is; HttpClient's fail.
    private static Seen? Own => ForwarderChoice.Default is ForwarderKind.Own ? Whole : null;

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_fault_has_its_status_and_is_not_repeated_where_that_is_unsafe(string fault, Seen alone, Seen get, Seen post, Seen streamed)
    {
        Seen[] paired = [get, post, streamed];
        // At the same time, for the sake of those that wait for time-outs.
        var seenAlone = Task.WhenAll(Requests.Select(request => SendAsync(request.Text, $"/alone/{fault}/{request.Kind}")));
        var seenPaired = Task.WhenAll(Requests.Select(request => SendAsync(request.Text, $"/pair/{fault}/{request.Kind}")));

        Assert.Equal(paired, await seenPaired);
        Assert.Equal([alone, alone, alone], await seenAlone);
        foreach (var ((kind, _), seen) in Requests.Zip(paired))
        {
            var target = $"/pair/{fault}/{kind}";
            Assert.Equal((target, fault is "refuses" or "never_accepts" ? 0 : 1), (target, world.Faulty(fault, target)));
            Assert.Equal((target, seen is Another ? 1 : 0), (target, world.Good(target)));
        }

        await world.AtRestAsync();
    }

    [Theory]
    [MemberData(nameof(TableOfReuse))]
    public async Task A_connection_lost_as_it_is_used_again_fails_only_what_must_not_be_repeated(string fault, Seen alone, Seen get, Seen post, Seen streamed)
    {
        foreach (var ((kind, text), seen) in Requests.Zip([get, post, streamed]))
        {
            var (ready, target) = ($"/pair/{fault}/ready-for-{kind}", $"/pair/{fault}/{kind}");
            Assert.Equal(Whole, await SendAsync(Requests[0].Text, ready));
            Assert.Equal((target, seen), (target, await SendAsync(text, target)));
            Assert.Equal((target, seen is Whole ? 2 : 1), (target, world.Faulty(fault, target)));
            Assert.Equal((target, seen is Another ? 1 : 0), (target, world.Good(target)));

            Assert.Equal(Whole, await SendAsync(Requests[0].Text, $"/alone/{fault}/ready-for-{kind}"));
            Assert.Equal((target, kind is "get" ? alone : BadGateway), (target, await SendAsync(text, $"/alone/{fault}/{kind}")));
        }

        await world.AtRestAsync();
    }

    [Theory]
    [InlineData("closes_short_of_its_length")]
    [InlineData("resets_in_the_body")]
    [InlineData("resets_between_chunks")]
    [InlineData("sends_a_bad_chunk_size")]
    [InlineData("sends_a_huge_chunk_size")]
    [InlineData("sends_a_chunk_without_its_end")]
    [InlineData("closes_in_a_chunk")]
    [InlineData("closes_before_the_last_chunk")]
    [InlineData("drips_its_body_too_slowly")]
    public async Task Over_HTTP2_an_answer_that_is_cut_resets_its_stream(string fault)
    {
        using var client = Clients.Http();
        client.BaseAddress = world.Url;
        using var request = Clients.Request("2.0", HttpMethod.Get, $"/pair/{fault}/over-http2");

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(request));

        Assert.IsType<HttpProtocolException>(error.GetBaseException());
        Assert.Equal((1, 0), (world.Faulty(fault, request.RequestUri!.AbsolutePath), world.Good(request.RequestUri.AbsolutePath)));
        await world.AtRestAsync();
    }

    private async Task<Seen> SendAsync(string request, string target)
    {
        using var client = await RawClient.OpenAsync(world.Url);
        await client.SendAsync(request.Replace("{0}", target, StringComparison.Ordinal));
        return Judge(await client.ReadToEndAsync());
    }

    private static Seen Judge(string answer)
    {
        // What came before the answer is passed on as it comes (RFC 9110 §15.2).
        while (answer.StartsWith("HTTP/1.1 1", StringComparison.Ordinal)) answer = answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        if (answer.StartsWith("HTTP/1.1 502 ", StringComparison.Ordinal)) return BadGateway;
        if (answer.StartsWith("HTTP/1.1 504 ", StringComparison.Ordinal)) return GatewayTimeout;
        // A connection closed with nothing, as where the head and the end come together.
        if (answer.Length == 0) return Cut;
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        var head = answer[..(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)];
        var isWhole = ContentLength().Match(head) is { Success: true } length
            ? answer.Length == head.Length + int.Parse(length.ValueSpan, CultureInfo.InvariantCulture)
            : answer.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal);
        return !isWhole ? Cut : head.Contains(FaultWorld.GoodField, StringComparison.Ordinal) ? Another : Whole;
    }

    [GeneratedRegex("(?<=Content-Length: )[0-9]+")]
    private static partial Regex ContentLength();
}
