using CsCheck;
using Pingap.Gateway.Frames;
using Pingap.Testing.Http2;

namespace Pingap.Gateway.Tests.Frames;

public sealed class FrameWalkerTests
{
    private static readonly Gen<byte[]> AnyFrame = Gen.Select(
        Gen.Byte[0, 12], Gen.Byte, Gen.Int[0, int.MaxValue], Gen.Byte.Array[0, 40], (type, flags, stream, payload) => WireFrame.Of(type, flags, stream, payload));

    [Fact]
    public void Frames_are_found_however_their_octets_are_cut() =>
        Gen.Select(AnyFrame.Array[0, 12], Gen.Int[1, 30].Array[1, 40]).Sample((frames, cuts) =>
        {
            byte[] octets = [.. frames.SelectMany(frame => frame)];
            Assert.Equal(frames.Select(Expected), Walk(octets, cuts));
        });

    [Fact]
    public void The_preface_is_passed_over()
    {
        var walker = new FrameWalker(FrameWalker.ClientPreface);
        ReadOnlySpan<byte> octets = [.. WireFrame.Preface, .. WireFrame.Ping()];
        Assert.True(walker.TryRead(ref octets, out var frame));
        Assert.Equal(FrameType.Ping, frame.Type);
    }

    [Fact]
    public void A_frame_is_told_before_its_payload_has_come()
    {
        var walker = new FrameWalker(0);
        ReadOnlySpan<byte> octets = WireFrame.Data(1, new byte[1000]).AsSpan(0, 9);
        Assert.True(walker.TryRead(ref octets, out var frame));
        Assert.Equal(1000, frame.Length);
    }

    [Theory]
    [InlineData(0, 0, new byte[0], true)]
    [InlineData(0, WireFrame.EndStream, new byte[0], false)]
    [InlineData(0, 0, new byte[] { 7 }, false)]
    [InlineData(0, WireFrame.Padded, new byte[] { 2, 0, 0 }, true)]
    [InlineData(0, WireFrame.Padded, new byte[] { 1, 9, 0 }, false)]
    [InlineData(0, WireFrame.Padded, new byte[] { 9, 0, 0 }, true)]
    [InlineData(1, 0, new byte[0], false)]
    public void Data_of_nothing_but_padding_moves_nothing_on(byte type, byte flags, byte[] payload, bool isIdle)
    {
        var walker = new FrameWalker(0);
        ReadOnlySpan<byte> octets = WireFrame.Of(type, flags, 1, payload);
        Assert.True(walker.TryRead(ref octets, out var frame));
        Assert.Equal(isIdle, frame.IsIdleData);
    }

    private static List<Frame> Walk(byte[] octets, int[] cuts)
    {
        var walker = new FrameWalker(0);
        var found = new List<Frame>();
        for (int at = 0, i = 0; at < octets.Length; i++)
        {
            var count = Math.Min(cuts[i % cuts.Length], octets.Length - at);
            ReadOnlySpan<byte> read = octets.AsSpan(at, count);
            while (walker.TryRead(ref read, out var frame)) found.Add(frame);
            at += count;
        }

        return found;
    }

    private static Frame Expected(byte[] frame)
    {
        var (type, flags, payload) = ((FrameType)frame[3], frame[4], frame[9..]);
        var code = type switch
        {
            FrameType.Data when (flags & WireFrame.Padded) != 0 && payload.Length > 0 => payload[0],
            FrameType.RstStream when payload.Length >= 4 => Number(payload[..4]),
            FrameType.GoAway when payload.Length >= 8 => Number(payload[4..8]),
            _ => 0u,
        };
        return new(payload.Length, type, flags, code);
    }

    private static uint Number(byte[] octets) => octets.Aggregate(0u, (number, octet) => (number << 8) | octet);
}
