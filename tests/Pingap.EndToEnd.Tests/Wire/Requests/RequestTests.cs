using Pingap.EndToEnd.Tests.Wire.Reading;
using Pingap.EndToEnd.Tests.Wire.Running;

namespace Pingap.EndToEnd.Tests.Wire.Requests;

/// <summary>What clients may send over HTTP/1.1, octet by octet, and what a backend gets of it.</summary>
public sealed class RequestTests(RequestWorld world) : IClassFixture<RequestWorld>
{
    private static readonly Dictionary<string, RequestRow> Rows =
        ((IEnumerable<RequestRow>)[.. StartLineRows.All, .. TargetRows.All, .. FieldRows.All, .. LengthRows.All, .. ChunkRows.All, .. ConnectionRows.All])
        .ToDictionary(row => row.Name);

    /// <summary>What the fallback is known to do otherwise, and why. The engine is held to all of it.</summary>
    private static readonly Dictionary<string, string> KnownOfFallback = new()
    {
        ["a method in small letters, which is another"] = "HttpClient takes it for the known one",
        ["a method of its own"] = "HttpClient adds Content-Length: 0",
        ["a method of all that tokens may have"] = "HttpClient adds Content-Length: 0",
        ["a type for no body"] = "HttpClient writes the field with an empty body only",
    };

    /// <summary>Fields that a trailer cannot be (RFC 9110 §6.5.1).</summary>
    private static readonly string[] NoTrailers = ["content-length", "transfer-encoding", "host", "trailer", "connection", "te"];

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Fact]
    public void There_are_200_of_them() => Assert.True(Rows.Count >= 200);

    [Fact]
    public void What_the_fallback_does_otherwise_is_among_them() => Assert.All(KnownOfFallback.Keys, name => Assert.Contains(name, Rows.Keys));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_request_has_one_meaning_or_none(string name)
    {
        if (!Engine.IsOwn && KnownOfFallback.ContainsKey(name)) return;
        var row = Rows[name];
        world.Backend.Forget();
        using (var client = await WireClient.OpenAsync(world.Url))
        {
            // What comes next is on its way already when the row is read, as a smuggler would have it.
            await client.SendAsync(row.Fate is Fate.Abandoned ? row.Octets : row.Octets + RequestWorld.Marker);
            if (row.Fate is not Fate.Abandoned) await JudgeAsync(row, client);
        }

        await world.AnswersItsOwnAsync();
        var begun = world.Backend.TakeBegun().Where(text => !text.Contains("/marker", StringComparison.Ordinal));
        var received = world.Backend.TakeReceived().Select(each => each.Request).Where(each => !each.Target.StartsWith("/marker", StringComparison.Ordinal)).ToList();
        Assert.Empty(world.Backend.TakeMalformed());
        if (row.Fate is Fate.Passed or Fate.PassedLast) Assert.Equal(row.Received, Assert.Single(received).Canonical());
        else Assert.Empty(received);
        if (row.Fate is Fate.Refused or Fate.Answered) Assert.Empty(begun);
        Assert.DoesNotContain(received.SelectMany(each => each.Trailers), trailer => NoTrailers.Contains(trailer.Name.ToLowerInvariant()));
    }

    private static async Task JudgeAsync(RequestRow row, WireClient client)
    {
        var isHead = row.Octets.StartsWith("HEAD", StringComparison.Ordinal);
        var answer = await client.ReadAnswerAsync(isHead ? "HEAD" : "GET");
        Assert.True(answer.Verdict is Verdict.Whole, answer.ToString());
        var status = answer.Response!.Status;
        if (row.Statuses is []) Assert.True(status == 200, answer.ToString());
        else Assert.Contains(status, row.Statuses);

        if (row.Fate is Fate.Passed or Fate.Answered)
        {
            var next = await client.ReadAnswerAsync();
            Assert.True(next.Is(200), next.ToString());
            Assert.Equal(Play.EchoOf("GET", "/marker"), next.Response!.Body);
        }
        else
        {
            Assert.True(answer.Response.IsHttp10 || answer.Response.Lists("Connection", "close"), answer.ToString());
            Assert.Equal("", await client.ReadToEndAsync());
        }
    }
}
