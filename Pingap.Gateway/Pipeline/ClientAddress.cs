using System.IO.Hashing;
using System.Net;
using Microsoft.Extensions.Primitives;

namespace Pingap.Gateway.Pipeline;

/// <summary>Finds out whose request it is behind trusted proxies: the right-most hop that is not trusted.</summary>
public static class ClientAddress
{
    /// <summary>The address without its IPv6 dress: <c>::ffff:192.0.2.1</c> is <c>192.0.2.1</c>.</summary>
    public static IPAddress Folded(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>The client that a trusted peer speaks for.</summary>
    /// <param name="peer">The peer itself, which is the client if it names nobody; <c>null</c> where it has no address.</param>
    /// <param name="forwardedFor">X-Forwarded-For.</param>
    /// <param name="forwarded">Forwarded (RFC 7239); read only where there is no X-Forwarded-For, since nearly every proxy writes that.</param>
    /// <param name="trusted">Whose word counts.</param>
    public static IPAddress? Behind(IPAddress? peer, StringValues forwardedFor, StringValues forwarded, TrustedProxies trusted)
    {
        var isPlain = forwardedFor.Count > 0;
        var lines = isPlain ? forwardedFor : forwarded;
        var client = peer;
        for (var line = lines.Count - 1; line >= 0; line--)
        {
            var rest = lines[line].AsSpan();
            while (!rest.IsEmpty)
            {
                var comma = rest.LastIndexOf(',');
                var hop = rest[(comma + 1)..].Trim();
                rest = comma < 0 ? default : rest[..comma];
                if (hop.IsEmpty) continue;

                // A hop that hides its address ("unknown", "_gate") ends the chain: what stands left of it is nobody's word.
                if (!TryParse(isPlain ? hop : ForParameter(hop), out var address)) return client;
                client = address;
                if (!trusted.Contains(client)) return client;
            }
        }

        return client;
    }

    /// <summary>A hash of the address that is the same in every process.</summary>
    public static ulong Hash(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return address.TryWriteBytes(bytes, out var length) ? XxHash3.HashToUInt64(bytes[..length]) : 0;
    }

    private static ReadOnlySpan<char> ForParameter(ReadOnlySpan<char> element)
    {
        foreach (var range in element.Split(';'))
        {
            var pair = element[range].Trim();
            if (pair.StartsWith("for=", StringComparison.OrdinalIgnoreCase)) return pair[4..].Trim('"');
        }

        return default;
    }

    /// <summary>Reads <c>192.0.2.1</c>, <c>192.0.2.1:port</c>, <c>2001:db8::1</c>, <c>[2001:db8::1]</c> and <c>[2001:db8::1]:port</c>.</summary>
    private static bool TryParse(ReadOnlySpan<char> hop, out IPAddress address)
    {
        if (hop is ['[', ..])
        {
            var close = hop.IndexOf(']');
            hop = close < 0 ? default : hop[1..close];
        }
        else if (hop.Count(':') == 1)
        {
            hop = hop[..hop.IndexOf(':')];
        }

        // IPAddress also takes "1" and "0x7f.1", which no proxy writes.
        var isLiteral = hop.Contains(':') || hop.Count('.') == 3;
        address = isLiteral && IPAddress.TryParse(hop, out var parsed) ? Folded(parsed) : IPAddress.None;
        return !ReferenceEquals(address, IPAddress.None);
    }
}
