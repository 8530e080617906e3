using System.Text;
using Microsoft.Net.Http.Headers;
using Pingap.Gateway.Listeners;

namespace Pingap.Gateway.Tests.Listeners;

/// <summary>What the server below is given to read, of the fields of which it keeps less than was sent.</summary>
public sealed class RequestEncodingsTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("0012", "0012")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("+5", "?")]
    [InlineData("-0", "?")]
    [InlineData(" 5", "?")]
    [InlineData("5 ", "?")]
    [InlineData("5, 5", "?")]
    [InlineData("0x5", "?")]
    [InlineData("", "?")]
    [InlineData("\u00b2", "?")]
    [InlineData("00000000000000000005", "?")]
    public void A_length_is_digits_or_nothing_that_can_be_read(string octets, string text) =>
        Assert.Equal(text, Read(HeaderNames.ContentLength, octets));

    [Theory]
    [InlineData("close", "close")]
    [InlineData("Keep-Alive", "Keep-Alive")]
    [InlineData("keep-alive, Upgrade", "keep-alive, Upgrade")]
    [InlineData("Upgrade,HTTP2-Settings", "Upgrade,HTTP2-Settings")]
    [InlineData("TE", "TE")]
    [InlineData("", "")]
    [InlineData("keep-alive,\tclose", "keep-alive, close")]
    [InlineData("X-A", "X-A, close, keep-alive")]
    [InlineData("close, X-A", "close, X-A, close, keep-alive")]
    [InlineData("closed", "closed, close, keep-alive")]
    public void Names_in_Connection_are_kept_by_two_words_beside_them(string octets, string text) =>
        Assert.Equal(text, Read(HeaderNames.Connection, octets));

    [Theory]
    [InlineData("clo se")]
    [InlineData("close;q=1")]
    [InlineData("\"close\"")]
    [InlineData("close, \0")]
    [InlineData("\u00e9")]
    public void A_connection_option_that_is_no_token_is_refused(string octets) =>
        Assert.Throws<DecoderFallbackException>(() => Read(HeaderNames.Connection, octets));

    [Fact]
    public void Any_other_field_is_what_its_octets_are() => Assert.Same(Encoding.Latin1, RequestEncodings.Of("X-A"));

    [Fact]
    public void Nothing_is_allocated_but_the_text()
    {
        var octets = "keep-alive"u8.ToArray();
        var text = new char[64];
        var encoding = RequestEncodings.Of(HeaderNames.Connection);
        encoding.GetChars(octets, text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) _ = encoding.GetCharCount(octets) + encoding.GetChars(octets, text);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static string Read(string name, string octets) => RequestEncodings.Of(name).GetString(Encoding.Latin1.GetBytes(octets));
}
