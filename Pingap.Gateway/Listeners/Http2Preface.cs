using System.Buffers;

namespace Pingap.Gateway.Listeners;

/// <summary>Tells HTTP/2 with prior knowledge from HTTP/1.1 by a connection's first bytes (RFC 9113 §3.4).</summary>
internal static class Http2Preface
{
    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <summary>Whether the bytes so far are the preface.</summary>
    /// <returns><c>true</c> or <c>false</c> as soon as it is certain; <c>null</c> while all of too few bytes agree.</returns>
    public static bool? IsIn(ReadOnlySequence<byte> start)
    {
        var matched = 0;
        foreach (var segment in start)
        {
            var bytes = segment.Span;
            var common = Math.Min(bytes.Length, Preface.Length - matched);
            if (!bytes[..common].SequenceEqual(Preface.Slice(matched, common))) return false;
            matched += common;
            if (matched == Preface.Length) return true;
        }

        return null;
    }
}
