using System.Text;
using Pingap.Gateway.Forwarding.Wire;

namespace Pingap.Gateway.Tests.Forwarding.Wire;

public sealed class ResponseHeadTests
{
    [Fact]
    public void Status_reason_and_fields_are_found_where_they_stand()
    {
        var (head, octets) = Read("HTTP/1.1 404 Not Found\r\nContent-Type:text/plain\r\nX-Empty:\r\nX-Spaces: \t a b \t\r\n\r\nbody");
        Assert.Equal(404, head.Status);
        Assert.Equal("Not Found", Text(octets, head.Reason));
        Assert.Equal(["Content-Type=text/plain", "X-Empty=", "X-Spaces=a b"], Fields(head, octets));
        Assert.Equal(octets.Length - "body".Length, head.Length);
    }

    [Theory]
    [InlineData("HTTP/1.1 200\r\n\r\n", 200)]
    [InlineData("HTTP/1.1 200 \r\n\r\n", 200)]
    [InlineData("HTTP/1.0 599 Ä\r\n\r\n", 599)]
    [InlineData("HTTP/1.9 599 x\r\n\r\n", 599)]
    public void Status_lines_that_are_well_formed(string text, int status) => Assert.Equal(status, Read(text).Head.Status);

    [Theory]
    [InlineData("HTTP/2.0 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1  200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200OK\r\n\r\n")]
    [InlineData("HTTP/1.1 20 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 +20 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 099 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 O\0K\r\n\r\n")]
    [InlineData("HTTP/1.x 200 OK\r\n\r\n")]
    [InlineData("http/1.1 200 OK\r\n\r\n")]
    [InlineData("ICY 200 OK\r\n\r\n")]
    [InlineData(" HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("\r\nHTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("\r\n")]
    [InlineData("HTTP/1.1 200 OK\n\n")]
    [InlineData("\n")]
    [InlineData("HTTP/1.1 200 OK\r\rX: y\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: y\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: y\r\n continued\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n X: y\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX : y\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n: y\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX y: z\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nXä: z\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\u007f\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0x5\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5 5\r\n\r\n")]
    [InlineData("HTTP/1.1 600 x\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999999\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked;x=y\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: \u000bchunked\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding:\r\n\r\n")]
    [InlineData("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")]
    public void What_two_readers_could_read_in_two_ways_is_refused(string text)
    {
        var head = new ResponseHead();
        Assert.Equal(SectionProgress.Invalid, head.Read(Encoding.Latin1.GetBytes(text)));
        Assert.NotNull(head.Problem);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", nameof(BodyFraming.Length))]
    [InlineData("HTTP/1.1 200 OK\r\nCONTENT-LENGTH: 0\r\n\r\n", nameof(BodyFraming.Length))]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n", nameof(BodyFraming.Chunked))]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", nameof(BodyFraming.Close))]
    [InlineData("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", nameof(BodyFraming.None))]
    [InlineData("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", nameof(BodyFraming.None))]
    [InlineData("HTTP/1.1 103 Early Hints\r\n\r\n", nameof(BodyFraming.None))]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nConnection: x, Upgrade\r\n\r\n", nameof(BodyFraming.Tunnel))]
    public void The_end_of_the_body_is_where_the_head_says(string text, string framing) =>
        Assert.Equal(framing, Read(text).Head.BodyOf(isHead: false).ToString());

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    public void The_answer_to_HEAD_has_no_body(string text) => Assert.Equal(BodyFraming.None, Read(text).Head.BodyOf(isHead: true));

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", true)]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", false)]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: keep-alive, ,CLOSE\r\n\r\n", false)]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: closed\r\n\r\n", true)]
    [InlineData("HTTP/1.0 200 OK\r\n\r\n", false)]
    [InlineData("HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\n\r\n", true)]
    [InlineData("HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nConnection: close\r\n\r\n", false)]
    public void The_connection_stays_open_where_both_sides_say_so(string text, bool stays) => Assert.Equal(stays, Read(text).Head.KeepsConnection);

    [Fact]
    public void Fields_for_this_connection_alone_are_told_of() =>
        Assert.True(Read("HTTP/1.1 200 OK\r\nConnection: keep-alive, X-Mine\r\n\r\n").Head.NamesFields);

    [Fact]
    public void It_does_not_matter_in_which_pieces_it_comes()
    {
        const string Text = "HTTP/1.1 200 OK\r\nContent-Length: 12\r\nConnection: x, close\r\nX-Spaces: \t a b \t\r\n\r\n";
        var octets = Encoding.Latin1.GetBytes(Text);
        var (whole, _) = Read(Text);
        var head = new ResponseHead();
        for (var length = 0; length < octets.Length; length++) Assert.Equal(SectionProgress.Incomplete, head.Read(octets.AsSpan(0, length)));
        Assert.Equal(SectionProgress.Complete, head.Read(octets));
        Assert.Equal(Fields(whole, octets), Fields(head, octets));
        Assert.Equal((whole.Status, whole.ContentLength, whole.Length, whole.KeepsConnection), (head.Status, head.ContentLength, head.Length, head.KeepsConnection));
    }

    [Fact]
    public void Nothing_of_one_response_is_left_for_the_next()
    {
        var (head, _) = Read("HTTP/1.0 500 Bad\r\nTransfer-encodin: x\r\nContent-Length: 7\r\nConnection: close, x\r\n\r\n");
        head.Reset();
        Assert.Equal(SectionProgress.Complete, head.Read("HTTP/1.1 200 OK\r\n\r\n"u8));
        Assert.Equal((200, 0L, true, false, 0), (head.Status, head.ContentLength, head.KeepsConnection, head.NamesFields, head.Fields.Length));
        Assert.Equal(BodyFraming.Close, head.BodyOf(isHead: false));
    }

    [Fact]
    public void More_fields_than_anybody_needs_are_refused()
    {
        var head = new ResponseHead();
        var text = "HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat("a: b\r\n", FieldSection.MaxFields + 1)) + "\r\n";
        Assert.Equal(SectionProgress.Invalid, head.Read(Encoding.Latin1.GetBytes(text)));
    }

    private static (ResponseHead Head, byte[] Octets) Read(string text)
    {
        var head = new ResponseHead();
        var octets = Encoding.Latin1.GetBytes(text);
        Assert.Equal(SectionProgress.Complete, head.Read(octets));
        return (head, octets);
    }

    private static string[] Fields(ResponseHead head, byte[] octets)
    {
        var fields = new List<string>();
        foreach (var field in head.Fields)
            fields.Add($"{Encoding.Latin1.GetString(FieldSection.NameOf(field, octets))}={Encoding.Latin1.GetString(FieldSection.ValueOf(field, octets))}");
        return [.. fields];
    }

    private static string Text(byte[] octets, Range range) => Encoding.Latin1.GetString(octets[range]);
}
