using System.Buffers.Binary;
using System.Text;

namespace Pingap.Actors.Backends;

/// <summary>
/// The two messages of <c>grpc.health.v1.Health/Check</c> as gRPC frames them: one byte that says whether what follows is compressed, its length in
/// four, then the message. <c>HealthCheckRequest { string service = 1; }</c>, <c>HealthCheckResponse { ServingStatus status = 1; }</c>.
/// </summary>
internal static class GrpcHealth
{
    /// <summary>What the probe calls.</summary>
    public const string Path = "/grpc.health.v1.Health/Check";

    /// <summary>More than the answer can need; what does not fit is none.</summary>
    public const int LongestAnswer = 1024;

    private const int Prefix = 5;
    private const int ServiceTag = (1 << 3) | 2; // field 1, length-delimited
    private const int StatusTag = 1 << 3;        // field 1, varint

    private static readonly string[] Statuses = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"];

    /// <summary>The request, framed.</summary>
    public static byte[] Ask(string service)
    {
        var message = new List<byte>(Prefix + 2 + service.Length) { 0, 0, 0, 0, 0 };
        if (service.Length > 0)
        {
            var name = Encoding.UTF8.GetBytes(service);
            message.Add(ServiceTag);
            var length = (uint)name.Length;
            for (; length >= 0x80; length >>= 7) message.Add((byte)(length | 0x80));
            message.Add((byte)length);
            message.AddRange(name);
        }

        var framed = message.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(framed.AsSpan(1), (uint)(framed.Length - Prefix));
        return framed;
    }

    /// <summary>What the answer says of the service, as the protocol calls it; <c>null</c> when it is none that can be read.</summary>
    /// <param name="framed">The whole answer.</param>
    public static string? Read(ReadOnlySpan<byte> framed)
    {
        if (framed.Length < Prefix || framed[0] != 0) return null;
        if (BinaryPrimitives.ReadUInt32BigEndian(framed[1..]) != framed.Length - Prefix) return null;
        var status = 0UL; // a value of 0 is not sent
        for (var rest = framed[Prefix..]; rest.Length > 0;)
        {
            if (!TryTake(ref rest, out var tag)) return null;
            if (tag == StatusTag)
            {
                if (!TryTake(ref rest, out status)) return null;
            }
            else if (!TrySkip(ref rest, tag))
            {
                return null;
            }
        }

        return status < (ulong)Statuses.Length ? Statuses[status] : null;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> rest, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && rest.Length > 0; shift += 7)
        {
            var part = rest[0];
            rest = rest[1..];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80) return true;
        }

        return false;
    }

    // A field that a later version of the protocol may add.
    private static bool TrySkip(ref ReadOnlySpan<byte> rest, ulong tag)
    {
        ulong length;
        switch (tag & 7)
        {
            case 0: return TryTake(ref rest, out _);
            case 1: length = 8; break;
            case 2: if (!TryTake(ref rest, out length)) return false; break;
            case 5: length = 4; break;
            default: return false;
        }

        if (length > (ulong)rest.Length) return false;
        rest = rest[(int)length..];
        return true;
    }
}
