using System.Buffers.Binary;
using System.Text;

namespace Pingap.Testing.Http2;

/// <summary>HTTP/2 frames as octets (RFC 9113 §6), right or wrong: nothing is checked.</summary>
public static class WireFrame
{
    /// <summary>The flag END_STREAM of DATA and HEADERS.</summary>
    public const byte EndStream = 0x1;

    /// <summary>The flag ACK of SETTINGS and PING.</summary>
    public const byte Ack = 0x1;

    /// <summary>The flag END_HEADERS of HEADERS and CONTINUATION.</summary>
    public const byte EndHeaders = 0x4;

    /// <summary>The flag PADDED of DATA and HEADERS.</summary>
    public const byte Padded = 0x8;

    /// <summary>What a client sends before its first frame (§3.4).</summary>
    public static byte[] Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();

    /// <summary>Any frame.</summary>
    public static byte[] Of(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(9));
        return frame;
    }

    /// <summary>DATA.</summary>
    public static byte[] Data(int stream, ReadOnlySpan<byte> octets, byte flags = 0) => Of(0, flags, stream, octets);

    /// <summary>HEADERS.</summary>
    public static byte[] Headers(int stream, ReadOnlySpan<byte> block, byte flags = EndHeaders | EndStream) => Of(1, flags, stream, block);

    /// <summary>PRIORITY: depends on a stream, not exclusively, with weight 16.</summary>
    public static byte[] Priority(int stream, int dependsOn) => Of(2, 0, stream, [.. Number(dependsOn), 15]);

    /// <summary>RST_STREAM with CANCEL.</summary>
    public static byte[] Reset(int stream) => Of(3, 0, stream, Number(8));

    /// <summary>SETTINGS with parameters.</summary>
    public static byte[] Settings(params (ushort Id, uint Value)[] parameters) =>
        Of(4, 0, 0, [.. parameters.SelectMany(each => (byte[])[(byte)(each.Id >> 8), (byte)each.Id, .. Number((int)each.Value)])]);

    /// <summary>The acknowledgement of SETTINGS.</summary>
    public static byte[] SettingsAck() => Of(4, Ack, 0, []);

    /// <summary>PING.</summary>
    public static byte[] Ping(byte flags = 0) => Of(6, flags, 0, new byte[8]);

    /// <summary>WINDOW_UPDATE; stream 0 is the connection.</summary>
    public static byte[] WindowUpdate(int stream, int more) => Of(8, 0, stream, Number(more));

    /// <summary>CONTINUATION.</summary>
    public static byte[] Continuation(int stream, ReadOnlySpan<byte> block, byte flags = 0) => Of(9, flags, stream, block);

    /// <summary>A header block of literals without indexing and without Huffman coding (RFC 7541 §6.2.2).</summary>
    public static byte[] Block(params IEnumerable<(string Name, string Value)> fields)
    {
        var block = new List<byte>();
        foreach (var (name, value) in fields)
        {
            block.Add(0);
            Append(block, name);
            Append(block, value);
        }

        return [.. block];
    }

    /// <summary>The header block of a request.</summary>
    public static byte[] Request(string method, string path, params IEnumerable<(string Name, string Value)> fields) =>
        Block([(":method", method), (":scheme", "http"), (":authority", "localhost"), (":path", path), .. fields]);

    private static byte[] Number(int value)
    {
        var octets = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(octets, value);
        return octets;
    }

    private static void Append(List<byte> block, string text)
    {
        // An integer with a prefix of 7 bits (RFC 7541 §5.1).
        var length = text.Length;
        if (length < 127)
        {
            block.Add((byte)length);
        }
        else
        {
            block.Add(127);
            for (length -= 127; length >= 128; length >>= 7) block.Add((byte)(length | 128));
            block.Add((byte)length);
        }

        block.AddRange(Encoding.Latin1.GetBytes(text));
    }
}
