using Pingap.Gateway.Frames;
using Pingap.Testing.Http2;

namespace Pingap.Gateway.Tests.Frames;

public sealed class SentFramesTests
{
    [Theory]
    [InlineData(0x0, 0)]
    [InlineData(0x1, 1)]
    [InlineData(0x2, 0)]
    [InlineData(0x3, 1)]
    [InlineData(0x5, 1)]
    [InlineData(0x7, 1)]
    [InlineData(0x8, 0)]
    [InlineData(0xb, 1)]
    [InlineData(0xd, 0)]
    public void Only_resets_that_the_client_has_caused_count(byte code, int resets)
    {
        var sent = new SentFrames();
        sent.Look(WireFrame.Of(3, 0, 1, [0, 0, 0, code]));
        Assert.Equal(resets, sent.Resets);
        Assert.Equal(13, sent.Octets);
    }

    [Theory]
    [InlineData(false, 0x0)]
    [InlineData(true, 0xb)]
    public void After_a_flood_GOAWAY_asks_for_calm(bool isFlooded, byte code)
    {
        var sent = new SentFrames();
        if (isFlooded) sent.BlameFlood();
        var frame = WireFrame.Of(7, 0, 0, [0, 0, 0, 9, 0, 0, 0, 0]);
        // As Kestrel writes it: the head by itself.
        sent.Look(frame.AsSpan(0, 9));
        sent.Look(frame.AsSpan(9));
        Assert.Equal(code, frame[^1]);
        Assert.Equal(9, frame[12]);
    }
}
