using System.Collections.Frozen;
using System.Text;

namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>
/// Makes strings of the fields that a backend sends. A backend sends mostly the same fields in the same order: each is compared with the one that stood there in the response before, and
/// only what has changed is made anew.
/// </summary>
internal sealed class FieldMemo
{
    // Longer values are seldom the same twice, and would be kept as long as the connection.
    private const int MostKept = 256;
    private const int MostFields = 64;

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Names = new[]
    {
        "Accept-Ranges", "Access-Control-Allow-Credentials", "Access-Control-Allow-Headers", "Access-Control-Allow-Methods", "Access-Control-Allow-Origin",
        "Access-Control-Expose-Headers", "Access-Control-Max-Age", "Age", "Allow", "Alt-Svc", "Cache-Control", "Connection", "Content-Disposition", "Content-Encoding",
        "Content-Language", "Content-Length", "Content-Location", "Content-Range", "Content-Security-Policy", "Content-Type", "Date", "ETag", "Expires", "Keep-Alive",
        "Last-Modified", "Link", "Location", "Pragma", "Proxy-Authenticate", "Referrer-Policy", "Retry-After", "Server", "Set-Cookie", "Strict-Transport-Security",
        "Trailer", "Transfer-Encoding", "Upgrade", "Vary", "Via", "WWW-Authenticate", "Warning", "X-Content-Type-Options", "X-Frame-Options", "X-Powered-By",
        "X-Request-Id", "X-XSS-Protection",
    }.ToFrozenDictionary(name => name, name => name, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly List<Entry> _entries = [];

    /// <summary>The name and the value of a field.</summary>
    /// <param name="index">Where it stands among the fields of its response.</param>
    /// <param name="name">The name's octets: a token.</param>
    /// <param name="value">The value's octets, of which each becomes a character.</param>
    public (string Name, string Value) this[int index, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value]
    {
        get
        {
            if (index < _entries.Count)
            {
                var known = _entries[index];
                var isNamed = IsSame(known.Name, name);
                if (isNamed && IsSame(known.Value, value)) return (known.Name, known.Value);
                var changed = new Entry(isNamed ? known.Name : NameOf(name), Encoding.Latin1.GetString(value));
                _entries[index] = value.Length > MostKept ? default : changed;
                return (changed.Name, changed.Value);
            }

            var entry = new Entry(NameOf(name), Encoding.Latin1.GetString(value));
            if (_entries.Count == index && index < MostFields) _entries.Add(value.Length > MostKept ? default : entry);
            return (entry.Name, entry.Value);
        }
    }

    private static string NameOf(ReadOnlySpan<byte> name)
    {
        const int MostOnStack = 64;
        if (name.Length > MostOnStack) return Encoding.Latin1.GetString(name);
        Span<char> text = stackalloc char[name.Length];
        Encoding.Latin1.GetChars(name, text);
        return Names.TryGetValue(text, out var known) ? known : new string(text);
    }

    private static bool IsSame(string? text, ReadOnlySpan<byte> octets) => text is not null && Ascii.Equals(octets, text);

    // The default is one that is like no field.
    private readonly record struct Entry(string Name, string Value);
}
