using System.Buffers;
using System.Text;
using Pingap.Gateway.Listeners;

namespace Pingap.Gateway.Tests.Listeners;

public sealed class Http2PrefaceTests
{
    [Theory]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", true)]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nand frames", true)]
    [InlineData("", null)]
    [InlineData("P", null)]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r", null)]
    [InlineData("G", false)]
    [InlineData("PU", false)]
    [InlineData("PRI * HTTP/2.0\r\nHost: x", false)]
    [InlineData("pri", false)]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\rx", false)]
    public void First_bytes_decide_as_soon_as_they_can(string bytes, bool? isHttp2) =>
        Assert.Equal(isHttp2, Http2Preface.IsIn(new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(bytes))));

    [Theory]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", true)]
    [InlineData("PRI * HTTP/2.0\r\n\r\nXM\r\n\r\n", false)]
    [InlineData("PRI * HTTP", null)]
    public void The_bytes_may_lie_in_many_segments(string bytes, bool? isHttp2) =>
        Assert.Equal(isHttp2, Http2Preface.IsIn(OctetByOctet(Encoding.ASCII.GetBytes(bytes))));

    private static ReadOnlySequence<byte> OctetByOctet(byte[] bytes)
    {
        var first = new Segment(bytes.AsMemory(0, 1), 0);
        var last = first;
        for (var i = 1; i < bytes.Length; i++) last = last.Append(bytes.AsMemory(i, 1));
        return new(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
