using System.Buffers;
using System.Text;
using Pingap.Gateway.Forwarding.Wire;

namespace Pingap.Gateway.Tests.Forwarding.Wire;

public sealed class HeadWriterTests
{
    private readonly HeadWriter _writer = new();

    private string Written => Encoding.Latin1.GetString(_writer.Written.Span);

    [Fact]
    public void A_head_is_a_line_for_the_request_and_one_for_each_value()
    {
        _writer.Begin("GET", "/a?b=\u00e9");
        _writer.Field("Host", "a");
        _writer.Field("X-Tag", new Microsoft.Extensions.Primitives.StringValues(["one", "\u00fctwo\t"]));
        _writer.ContentLength(1234567890123);
        _writer.Octets("\r\n"u8);
        Assert.Equal("GET /a?b=\u00e9 HTTP/1.1\r\nHost: a\r\nX-Tag: one\r\nX-Tag: \u00fctwo\t\r\nContent-Length: 1234567890123\r\n\r\n", Written);
        Assert.False(_writer.IsInvalid);
    }

    [Theory]
    [InlineData("", "/")]
    [InlineData("GE T", "/")]
    [InlineData("GET\r\n", "/")]
    [InlineData("GET", "")]
    [InlineData("GET", "/a b")]
    [InlineData("GET", "/a\r\nX: 1")]
    [InlineData("GET", "/a\u007f")]
    [InlineData("GET", "/a\0")]
    public void A_request_line_that_would_be_read_as_something_else_is_not_sent(string method, string target)
    {
        _writer.Begin(method, target);
        Assert.True(_writer.IsInvalid);
        _writer.Begin("GET", "/");
        Assert.False(_writer.IsInvalid);
    }

    [Theory]
    [InlineData("", "a")]
    [InlineData("X Tag", "a")]
    [InlineData("X-Tag:", "a")]
    [InlineData("X\u00e9", "a")]
    [InlineData("X-Tag", "a\rb")]
    [InlineData("X-Tag", "a\nb")]
    [InlineData("X-Tag", "a\0b")]
    [InlineData("X-Tag", "a\u001bb")]
    [InlineData("X-Tag", "a\u007fb")]
    public void A_field_that_would_be_read_as_something_else_is_not_sent(string name, string value)
    {
        _writer.Begin("GET", "/");
        _writer.Field(name, value);
        Assert.True(_writer.IsInvalid);
    }

    [Fact]
    public void A_chunk_has_its_size_in_hexadecimal_before_its_data()
    {
        var data = new byte[0x1a2b];
        _writer.ChunkSize(data.Length);
        _writer.Data(new ReadOnlySequence<byte>(data));
        Assert.StartsWith("1a2b\r\n\0\0", Written, StringComparison.Ordinal);
        Assert.Equal(6 + data.Length, _writer.Length);
    }

    [Fact]
    public void A_large_head_is_written_whole_and_its_memory_given_back()
    {
        var value = new string('x', 100_000);
        _writer.Begin("GET", "/");
        _writer.Field("X-Tag", value);
        Assert.Equal($"GET / HTTP/1.1\r\nX-Tag: {value}\r\n", Written);
        _writer.Clear();
        Assert.Equal(0, _writer.Length);
    }
}
