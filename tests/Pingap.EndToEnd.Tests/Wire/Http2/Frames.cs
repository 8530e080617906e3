using System.Text;

namespace Pingap.EndToEnd.Tests.Wire.Http2;

/// <summary>Writes frames (RFC 9113 §4) and header blocks (RFC 7541) octet by octet, also such as nobody should. One octet is one character (Latin-1).</summary>
internal static class Frames
{
    /// <summary>What a client's connection begins with: the preface and its settings.</summary>
    public static string Preface { get; } = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + Frame(4, 0, 0, "");

    /// <summary>END_STREAM.</summary>
    public const int Last = 1;

    /// <summary>END_HEADERS.</summary>
    public const int Complete = 4;

    /// <summary>A frame of any kind.</summary>
    public static string Frame(int type, int flags, int stream, string payload) => new StringBuilder(payload.Length + 9)
        .Append((char)(payload.Length >> 16)).Append((char)((payload.Length >> 8) & 255)).Append((char)(payload.Length & 255))
        .Append((char)type).Append((char)flags)
        .Append((char)(stream >> 24)).Append((char)((stream >> 16) & 255)).Append((char)((stream >> 8) & 255)).Append((char)(stream & 255))
        .Append(payload).ToString();

    /// <summary>HEADERS, in one frame.</summary>
    public static string Headers(int flags, string block, int stream = 1) => Frame(1, flags, stream, block);

    /// <summary>DATA.</summary>
    public static string Data(int flags, string data, int stream = 1) => Frame(0, flags, stream, data);

    /// <summary>The fields as literals that nobody remembers, without Huffman coding (RFC 7541 §6.2.2).</summary>
    public static string Block(params IReadOnlyList<(string Name, string Value)> fields) =>
        string.Concat(fields.Select(field => "\0" + Text(field.Name) + Text(field.Value)));

    private static string Text(string text)
    {
        if (text.Length < 127) return (char)text.Length + text;
        var length = new StringBuilder("\u007f");
        var rest = text.Length - 127;
        for (; rest >= 128; rest >>= 7) length.Append((char)((rest & 127) | 128));
        return length.Append((char)rest).Append(text).ToString();
    }
}
