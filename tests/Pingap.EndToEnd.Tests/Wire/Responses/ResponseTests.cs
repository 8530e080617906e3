using System.Collections.Frozen;
using System.Globalization;
using Pingap.EndToEnd.Tests.Wire.Reading;
using Pingap.EndToEnd.Tests.Wire.Running;

namespace Pingap.EndToEnd.Tests.Wire.Responses;

/// <summary>What backends may answer over HTTP/1.1, octet by octet, and what a client gets of it.</summary>
public sealed class ResponseTests(ResponseWorld world) : IClassFixture<ResponseWorld>
{
    /// <summary>What the fallback is known to do otherwise, and why. The engine is held to all of it.</summary>
    private static readonly FrozenDictionary<string, string> KnownOfFallback = FallbackResponses.Known;

    /// <summary>Fields that a trailer cannot be (RFC 9110 §6.5.1).</summary>
    private static readonly string[] NoTrailers = ["content-length", "transfer-encoding", "host", "trailer", "connection", "set-cookie", "te"];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, ResponseWorld.Rows.Count)];

    [Fact]
    public void There_are_60_of_them() => Assert.True(ResponseWorld.Rows.Count >= 60);

    [Fact]
    public void What_the_fallback_does_otherwise_is_among_them() => Assert.All(KnownOfFallback.Keys, name => Assert.Contains(ResponseWorld.Rows, row => row.Name == name));

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task A_response_has_one_meaning_or_none(int number)
    {
        var row = ResponseWorld.Rows[number];
        if (!Engine.IsOwn && KnownOfFallback.ContainsKey(row.Name)) return;
        // A row that has failed may have left a connection that must not be used: whoever comes upon it is told so, and that is not this row.
        await world.AnswersItsOwnAsync();
        world.Backend.Forget();
        using (var client = await WireClient.OpenAsync(world.Url))
        {
            // A connection to the backend is open and idle, so that what is played spoils one that others would use.
            await world.AnswersItsOwnAsync(client);
            await client.SendAsync($"{row.Method} /row/{number.ToString(CultureInfo.InvariantCulture)} HTTP/1.1\r\nHost: a\r\n\r\n");
            Judge(row, client, await client.ReadAnswerAsync(row.Method));
            if (client.End is WireEnd.Open && row.Outcome is not (Outcome.Cut or Outcome.RefusedOrCut)) await world.AnswersItsOwnAsync(client);
        }

        await world.AnswersItsOwnAsync();
        await world.AnswersItsOwnAsync();
        var spoiled = world.Backend.TakeMalformed();
        Assert.True(spoiled is [], $"{row.Name}: used again: {string.Join("; ", spoiled)}");
        // A connection that closes without a word may have been closed before it was used again, and the request is sent once more.
        var received = world.Backend.TakeReceived().Count(each => each.Request.Target.StartsWith("/row/", StringComparison.Ordinal));
        Assert.InRange(received, 1, row.Play.Parts is [] ? 2 : 1);
    }

    private static void Judge(ResponseRow row, WireClient client, WireAnswer answer)
    {
        var isRefused = answer.Is(502);
        // A response that has begun is broken off: it never ends as it said that it would.
        var isCut = answer.Verdict is Verdict.Incomplete && client.End is not WireEnd.Open;
        var isPassed = answer.Verdict is Verdict.Whole && IsSame(WithoutDate(answer.Response!), row);
        var isAsItShould = row.Outcome switch
        {
            Outcome.Refused => isRefused,
            Outcome.Cut => isCut,
            Outcome.RefusedOrCut => isRefused || isCut,
            Outcome.Passed => isPassed,
            _ => isPassed || isRefused,
        };
        Assert.True(isAsItShould, $"{row.Name}: {row.Outcome}, but {client.End}, {answer}\n-- wanted:\n{row.Seen}");
        if (answer.Verdict is Verdict.Whole) Assert.DoesNotContain("smuggled", answer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(answer.Response?.Trailers ?? [], trailer => NoTrailers.Contains(trailer.Name.ToLowerInvariant()));
    }

    /// <summary>A body may be framed in another way than it came; where there is none, its length still says something.</summary>
    private static bool IsSame(string seen, ResponseRow row)
    {
        var saysLength = row.Method is "HEAD" || row.Seen.StartsWith("HTTP/1.1 304", StringComparison.Ordinal);
        return WithoutFraming(seen, saysLength) == WithoutFraming(row.Seen, saysLength);
    }

    private static string WithoutFraming(string message, bool saysLength) => string.Join('\n', message.Split('\n').Where(line =>
        line is not "transfer-encoding: chunked" && (saysLength || !line.StartsWith("content-length: ", StringComparison.Ordinal))));

    private static string WithoutDate(WireMessage response) =>
        new WireMessage(response.StartLine, [.. response.Fields.Where(field => !field.Name.Equals("Date", StringComparison.OrdinalIgnoreCase))]) { Body = response.Body }.Canonical();
}
