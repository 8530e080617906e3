using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing.Http2;
using Xunit.Abstractions;

namespace Pingap.EndToEnd.Tests.Abuse;

/// <summary>Header blocks that are larger than they look, or than they may be.</summary>
public sealed class HeaderBlockTests(AbusedProxy proxy, ITestOutputHelper output) : IClassFixture<AbusedProxy>
{
    private static readonly byte[] Get = WireFrame.Request("GET", "/");

    [Fact]
    public async Task A_small_block_that_stands_for_a_large_head_is_refused()
    {
        using var client = await proxy.OpenAsync();
        // A field of 4,000 octets goes into the dynamic table (RFC 7541 §6.2.1); then each octet of the block is that field again (§6.1).
        byte[] bomb = [.. Get, 0x40, .. WireFrame.Block(("bomb", new string('x', 4000)))[1..], .. Enumerable.Repeat((byte)0xbe, 10_000)];
        await client.SendAsync(Deadline.Token, WireFrame.Headers(1, bomb));
        await AssertRefusedAsync(client);
    }

    [Fact]
    public async Task A_head_of_many_fields_is_refused()
    {
        using var client = await proxy.OpenAsync();
        await client.SendAsync(Deadline.Token, WireFrame.Headers(1, [.. Get, .. WireFrame.Block(Enumerable.Range(0, 200).Select(i => ($"x-{i}", "")))]));
        await AssertRefusedAsync(client);
    }

    [Fact]
    public async Task A_head_that_goes_on_over_CONTINUATION_frames_has_the_same_limit()
    {
        using var client = await proxy.OpenAsync();
        var more = WireFrame.Block([("x", new string('x', 15_000))]);
        await client.SendAsync(
            Deadline.Token, WireFrame.Headers(1, Get, 0), WireFrame.Continuation(1, more), WireFrame.Continuation(1, more), WireFrame.Continuation(1, more, WireFrame.EndHeaders));
        await AssertRefusedAsync(client);
    }

    [Fact]
    public async Task A_head_in_many_small_CONTINUATION_frames_is_served_as_long_as_they_are_not_too_many()
    {
        using var client = await proxy.OpenAsync();
        await client.SendAsync(Deadline.Token, WireFrame.Headers(1, Get, WireFrame.EndStream));
        for (var i = 1; i < 32; i++) await client.SendAsync(Deadline.Token, WireFrame.Continuation(1, WireFrame.Block(($"x-{i}", "y"))));
        await client.SendAsync(Deadline.Token, WireFrame.Continuation(1, [], WireFrame.EndHeaders));
        Assert.Equal(1, (await client.ReadAsync(frame => frame.EndsStream, Deadline.Token)).Stream);
    }

    [Fact]
    public async Task A_head_that_is_never_complete_ends_the_connection()
    {
        using var client = await proxy.OpenAsync();
        await client.SendAsync(Deadline.Token, WireFrame.Headers(1, Get, WireFrame.EndStream));
        var cut = await Cut.OfSilenceAsync(client, Deadline.Token);
        output.WriteLine($"{cut}");
        Assert.InRange(cut.After, AbusedProxy.HeaderTimeout - TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(30));
    }

    private async Task AssertRefusedAsync(WireClient client)
    {
        var end = await client.ReadAsync(frame => frame.EndsStream || frame.Code is not null, Deadline.Token);
        output.WriteLine($"{end.Type} {end.Code}");
        // Either the connection ends, or the stream with 431: never is it served.
        if (end.Type == 7) Assert.NotEqual(0u, end.Code);
        await proxy.AssertServesAsync();
    }
}
