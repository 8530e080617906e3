using System.Text;
using Pingap.Gateway.Forwarding.Wire;

namespace Pingap.Gateway.Tests.Forwarding.Wire;

public sealed class ChunkDecoderTests
{
    [Theory]
    [InlineData("5\r\nhello\r\n0\r\n", "hello")]
    [InlineData("5\r\nhello\r\n6\r\n world\r\n0\r\n", "hello world")]
    [InlineData("0\r\n", "")]
    [InlineData("00\r\n", "")]
    [InlineData("0005\r\nhello\r\n0\r\n", "hello")]
    [InlineData("a\r\n0123456789\r\n0\r\n", "0123456789")]
    [InlineData("A;name=value;other=\"x y\"\r\n0123456789\r\n0;last\r\n", "0123456789")]
    [InlineData("5 ;x\r\nhello\r\n0\r\n", "hello")]
    [InlineData("5;a = \"b\\\";c\" ;d=e\r\nhello\r\n0\r\n", "hello")]
    [InlineData("2\r\n\r\n\r\n0\r\n", "\r\n")]
    public void Data_is_found_in_whatever_pieces_it_comes(string text, string data)
    {
        var octets = Encoding.Latin1.GetBytes(text + "trailers");
        for (var piece = 1; piece <= octets.Length; piece++)
        {
            var (found, step, consumed) = Decode(octets, piece);
            Assert.Equal((data, ChunkStep.Last, text.Length), (found, step, consumed));
        }
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("g\r\n")]
    [InlineData("-1\r\n")]
    [InlineData("+1\r\n")]
    [InlineData("0x5\r\nhello\r\n")]
    [InlineData(" 5\r\nhello\r\n")]
    [InlineData("5 \r\nhello\r\n")]
    [InlineData("5\nhello\r\n")]
    [InlineData("5\r\rhello\r\n")]
    [InlineData("5;x\ny\r\nhello\r\n")]
    [InlineData("5;\r\nhello\r\n")]
    [InlineData("5;x@=y\r\nhello\r\n")]
    [InlineData("5;x=\r\nhello\r\n")]
    [InlineData("5;x=y \r\nhello\r\n")]
    [InlineData("5;x=\"y\r\nhello\r\n")]
    [InlineData("5;x=\"y\"z\r\nhello\r\n")]
    [InlineData("5;x\0\r\nhello\r\n")]
    [InlineData("5\r\nhello0\r\n")]
    [InlineData("5\r\nhello\n0\r\n")]
    [InlineData("5\r\nhello\r0\r\n")]
    [InlineData("5\r\nhelloo\r\n0\r\n")]
    [InlineData("10000000000000000\r\n")]
    [InlineData("ffffffffffffffff\r\n")]
    [InlineData("0000000000000005\r\n")]
    [InlineData(";x\r\n")]
    public void What_is_not_a_chunk_is_refused_in_whatever_pieces_it_comes(string text)
    {
        var octets = Encoding.Latin1.GetBytes(text);
        for (var piece = 1; piece <= octets.Length; piece++) Assert.Equal(ChunkStep.Invalid, Decode(octets, piece).Step);
    }

    [Fact]
    public void Extensions_without_end_are_refused() =>
        Assert.Equal(ChunkStep.Invalid, Decode(Encoding.Latin1.GetBytes("5;" + new string('x', ChunkDecoder.MaxExtension + 1)), 64).Step);

    [Fact]
    public void What_is_left_of_a_chunk_is_known()
    {
        var decoder = new ChunkDecoder();
        Assert.Equal(ChunkStep.Data, decoder.Next("5\r\nhe"u8, out _, out _));
        Assert.Equal(3, decoder.Left);
    }

    private static (string Data, ChunkStep Step, int Consumed) Decode(byte[] octets, int piece)
    {
        var decoder = new ChunkDecoder();
        var data = new StringBuilder();
        var consumed = 0;
        var step = ChunkStep.Incomplete;
        for (var received = Math.Min(piece, octets.Length); ; received = Math.Min(received + piece, octets.Length))
        {
            while (consumed < received)
            {
                step = decoder.Next(octets.AsSpan(consumed, received - consumed), out var skipped, out var count);
                if (step is ChunkStep.Invalid) return (data.ToString(), step, consumed);
                data.Append(Encoding.Latin1.GetString(octets, consumed + skipped, count));
                consumed += skipped + count;
                if (step is ChunkStep.Last) return (data.ToString(), step, consumed);
            }

            if (received == octets.Length) return (data.ToString(), step, consumed);
        }
    }
}
