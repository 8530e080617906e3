using Pingap.EndToEnd.Tests.Wire.Requests;
using Pingap.EndToEnd.Tests.Wire.Running;

namespace Pingap.EndToEnd.Tests.Wire.Http2;

/// <summary>What clients may send over HTTP/2, frame by frame, and what a backend of HTTP/1.1 gets of it.</summary>
public sealed class Http2RequestTests(RequestWorld world) : IClassFixture<RequestWorld>
{
    private static readonly Dictionary<string, RequestRow> Rows = Http2Rows.All.ToDictionary(row => row.Name);

    /// <summary>What the fallback is known to do otherwise, and why. The engine is held to all of it.</summary>
    private static readonly Dictionary<string, string> KnownOfFallback = [];

    private static readonly string Marker = Frames.Headers(
        Frames.Last | Frames.Complete, Frames.Block((":method", "GET"), (":scheme", "http"), (":authority", "a"), (":path", "/marker")), stream: 3);

    // Names may hold what no test report can show.
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Rows.Count)];

    [Fact]
    public void What_the_fallback_does_otherwise_is_among_them() => Assert.All(KnownOfFallback.Keys, name => Assert.Contains(name, Rows.Keys));

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task A_stream_has_one_meaning_or_none(int number)
    {
        var (name, row) = Rows.ElementAt(number);
        if (!Engine.IsOwn && KnownOfFallback.ContainsKey(name)) return;
        world.Backend.Forget();
        using (var client = await Http2Client.OpenAsync(world.Url)) await JudgeAsync(row, client);

        await world.AnswersItsOwnAsync();
        var begun = world.Backend.TakeBegun().Where(text => !text.Contains("/marker", StringComparison.Ordinal));
        var received = world.Backend.TakeReceived().Select(each => each.Request).Where(each => !each.Target.StartsWith("/marker", StringComparison.Ordinal)).ToList();
        Assert.Empty(world.Backend.TakeMalformed());
        if (row.Fate is Fate.Passed) Assert.Equal(row.Received, Assert.Single(received).Canonical());
        else Assert.True(received is [], $"{name}: {string.Join("; ", received.Select(each => each.Canonical()))}");
        if (row.Fate is Fate.Refused) Assert.Empty(begun);
    }

    private static async Task JudgeAsync(RequestRow row, Http2Client client)
    {
        await client.SendAsync(row.Octets);
        if (row.Fate is Fate.Passed) await client.SendAsync(Marker);
        // A client that has given up on a stream hears no more of it.
        var isReset = row.Octets.EndsWith("\0\0\0\u0008", StringComparison.Ordinal);
        var answer = isReset ? null : await client.ReadAsync(1);
        if (row.Fate is Fate.Passed) Assert.True(answer is { Status: 200, IsWhole: true }, $"{row.Name}: {answer}");
        else Assert.True(answer is null or { IsRefused: true }, $"{row.Name}: {answer}");
        if (answer is { IsConnectionOver: true }) return;

        if (row.Fate is not Fate.Passed) await client.SendAsync(Marker);
        var marker = await client.ReadAsync(3);
        // The error of a stream may become one of the connection (RFC 9113 §5.4.2).
        Assert.True(marker is { Status: 200, IsWhole: true } || (row.Fate is not Fate.Passed && marker.IsConnectionOver), $"{row.Name}, next: {marker}");
        if (marker.IsWhole) Assert.Equal(Play.EchoOf("GET", "/marker"), marker.Body);
    }
}
