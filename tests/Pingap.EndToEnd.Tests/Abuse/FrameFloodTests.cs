using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing.Http2;
using Xunit.Abstractions;

namespace Pingap.EndToEnd.Tests.Abuse;

/// <summary>Floods of frames that cost a client nothing: each ends with its connection, and nobody else notices.</summary>
public sealed class FrameFloodTests(AbusedProxy proxy, ITestOutputHelper output) : IClassFixture<AbusedProxy>
{
    private static readonly byte[] Get = WireFrame.Request("GET", "/");

    public static TheoryData<string> Floods => [.. FrameAttack.Floods.Select(attack => attack.Name)];

    [Theory]
    [MemberData(nameof(Floods))]
    public async Task A_flood_ends_its_connection(string flood)
    {
        using var client = await proxy.OpenAsync();
        var attack = Cut.OfFloodAsync(client, FrameAttack.Of(flood), Deadline.Token);
        await proxy.AssertServesAsync();
        var cut = await attack;
        output.WriteLine($"{flood}: {cut}");

        // What is still on its way when the connection closes resets it, and then the GOAWAY may be lost.
        Assert.True(cut.GoAway is null or Cut.EnhanceYourCalm or Cut.InternalError, $"{cut}");
        // The server has limits of its own to streams, which on a busy machine may come first.
        if (flood is "refused streams" or "rapid reset") return;
        Assert.NotEqual(Cut.InternalError, cut.GoAway);
        await proxy.Proxy.Process.WaitForLineAsync(line => line.Contains($":{client.LocalPort} has sent too many HTTP/2 frames", StringComparison.Ordinal));
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
}
