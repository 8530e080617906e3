using CsCheck;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Pingap.Actors.Backends;

namespace Pingap.Actors.Tests.Backends;

public sealed class GrpcHealthTests
{
    [Fact]
    public void The_question_is_what_protobuf_makes_of_it() => Gen.String.Where(text => !text.Any(char.IsSurrogate)).Sample(service =>
        GrpcHealth.Ask(service).AsSpan().SequenceEqual(Framed(new StringValue { Value = service }.ToByteArray())));

    [Theory]
    [InlineData(0, "UNKNOWN")]
    [InlineData(1, "SERVING")]
    [InlineData(2, "NOT_SERVING")]
    [InlineData(3, "SERVICE_UNKNOWN")]
    [InlineData(4, null)]
    [InlineData(-1, null)]
    public void The_answer_is_read_as_protobuf_writes_it(int status, string? words) =>
        Assert.Equal(words, GrpcHealth.Read(Framed(new Int32Value { Value = status }.ToByteArray())));

    [Fact]
    public void Fields_that_are_not_known_are_passed_over() =>
        Assert.Equal("SERVING", GrpcHealth.Read(Framed([0x12, 2, 9, 9, 0x18, 0x80, 1, 0x25, 1, 2, 3, 4, 0x29, 1, 2, 3, 4, 5, 6, 7, 8, 0x08, 1])));

    [Fact]
    public void No_answer_is_read_past_its_end() => Gen.Byte.Array[0, 40].Sample(bytes =>
    {
        GrpcHealth.Read(bytes);
        GrpcHealth.Read(Framed(bytes));
    });

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 1, 0, 0, 0, 2, 8, 1 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 3, 8, 1 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 1, 8 })]
    public void What_is_no_answer_is_told_so(byte[] framed) => Assert.Null(GrpcHealth.Read(framed));

    private static byte[] Framed(byte[] message) => [0, 0, 0, (byte)(message.Length >> 8), (byte)message.Length, .. message];
}
