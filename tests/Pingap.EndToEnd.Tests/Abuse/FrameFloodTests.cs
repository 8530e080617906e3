using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing.Http2;
using Xunit.Abstractions;

namespace Pingap.EndToEnd.Tests.Abuse;

/// <summary>Floods of frames that cost a client nothing: each ends with its connection, and nobody else notices.</summary>
public sealed class FrameFloodTests(AbusedProxy proxy, ITestOutputHelper output) : IClassFixture<AbusedProxy>
{
    private static readonly byte[] Get = WireFrame.Request("GET", "/");

    [Theory]
    [InlineData("SETTINGS")]
    [InlineData("PING")]
    [InlineData("PING acknowledged")]
    [InlineData("WINDOW_UPDATE")]
    [InlineData("WINDOW_UPDATE of closed streams")]
    [InlineData("PRIORITY")]
    [InlineData("unknown")]
    [InlineData("rapid reset")]
    [InlineData("refused streams")]
    [InlineData("empty CONTINUATION")]
    [InlineData("small CONTINUATION")]
    [InlineData("empty DATA")]
    [InlineData("padding")]
    public async Task A_flood_ends_its_connection(string flood)
    {
        using var client = await proxy.OpenAsync();
        await BeginAsync(client, flood);
        var attack = Cut.OfFloodAsync(client, stream => Frames(flood, stream));
        await proxy.AssertServesAsync();
        var cut = await attack;
        output.WriteLine($"{flood}: {cut}");

        // What is still on its way when the connection closes resets it, and then the GOAWAY may be lost.
        Assert.True(cut.GoAway is null or Cut.EnhanceYourCalm, $"{cut}");
        await proxy.AssertServesAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_client_is_told_why(bool isSecured)
    {
        using var client = await proxy.OpenAsync(isSecured);
        await client.SendAsync(Deadline.Token, [.. Enumerable.Repeat(WireFrame.Settings((3, 100)), 50)]);
        Assert.Equal(Cut.EnhanceYourCalm, (await client.ReadAsync(frame => frame.Type == 7, Deadline.Token)).Code);
    }

    [Fact]
    public async Task A_PING_for_each_answer_is_no_flood()
    {
        using var client = await proxy.OpenAsync();
        for (var stream = 1; stream < 5000; stream += 2)
        {
            await client.SendAsync(Deadline.Token, WireFrame.Headers(stream, Get), WireFrame.Ping(), WireFrame.WindowUpdate(0, 1000));
            await client.ReadAsync(frame => frame.EndsStream, Deadline.Token);
        }
    }

    private static async Task BeginAsync(WireClient client, string flood)
    {
        switch (flood)
        {
            case "empty CONTINUATION" or "small CONTINUATION":
                await client.SendAsync(Deadline.Token, WireFrame.Headers(1, Get, 0));
                break;
            case "empty DATA" or "padding":
                await client.SendAsync(Deadline.Token, WireFrame.Headers(1, WireFrame.Request("POST", "/upload"), WireFrame.EndHeaders));
                break;
            case "WINDOW_UPDATE of closed streams":
                await client.SendAsync(Deadline.Token, WireFrame.Headers(1, Get));
                await client.ReadAsync(frame => frame.EndsStream, Deadline.Token);
                break;
            default:
                break;
        }
    }

    private static byte[] Frames(string flood, int stream) => flood switch
    {
        "SETTINGS" => WireFrame.Settings((3, 100)),
        "PING" => WireFrame.Ping(),
        "PING acknowledged" => WireFrame.Ping(WireFrame.Ack),
        "WINDOW_UPDATE" => WireFrame.WindowUpdate(0, 1),
        "WINDOW_UPDATE of closed streams" => WireFrame.WindowUpdate(1, 1),
        "PRIORITY" => WireFrame.Priority(stream, 0),
        "unknown" => WireFrame.Of(0xfa, 0, stream, new byte[8]),
        "rapid reset" => [.. WireFrame.Headers(stream, Get), .. WireFrame.Reset(stream)],
        "refused streams" => WireFrame.Headers(stream, WireFrame.Request("GET", "/hold")),
        "empty CONTINUATION" => WireFrame.Continuation(1, []),
        "small CONTINUATION" => WireFrame.Continuation(1, WireFrame.Block(("a", "b"))),
        "empty DATA" => WireFrame.Data(1, []),
        "padding" => WireFrame.Data(1, [7, 0, 0, 0, 0, 0, 0, 0], WireFrame.Padded),
        _ => throw new ArgumentOutOfRangeException(nameof(flood), flood, null),
    };
}
