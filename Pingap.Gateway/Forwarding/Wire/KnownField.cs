using System.Collections.Frozen;
using System.Text;

namespace Pingap.Gateway.Forwarding.Wire;

/// <summary>What is known of a field of a response by its name.</summary>
/// <param name="Name">The name, as it is usually written.</param>
/// <param name="Treatment">What becomes of it on its way to the client.</param>
/// <param name="Mark">A bit of its own, to tell whether it was there before; 0 for names that have none.</param>
internal sealed record KnownField(string Name, FieldTreatment Treatment, ulong Mark)
{
    private static readonly FrozenDictionary<string, KnownField>.AlternateLookup<ReadOnlySpan<char>> Known = new[]
    {
        "Accept-Ranges", "Access-Control-Allow-Credentials", "Access-Control-Allow-Headers", "Access-Control-Allow-Methods", "Access-Control-Allow-Origin",
        "Access-Control-Expose-Headers", "Access-Control-Max-Age", "Age", "Allow", "Alt-Svc", "Cache-Control", "Connection", "Content-Disposition", "Content-Encoding",
        "Content-Language", "Content-Length", "Content-Location", "Content-Range", "Content-Security-Policy", "Content-Type", "Date", "ETag", "Expires", "Keep-Alive",
        "Last-Modified", "Link", "Location", "Pragma", "Proxy-Authenticate", "Referrer-Policy", "Retry-After", "Server", "Set-Cookie", "Strict-Transport-Security",
        "Trailer", "Transfer-Encoding", "Upgrade", "Vary", "Via", "WWW-Authenticate", "Warning", "X-Content-Type-Options", "X-Frame-Options", "X-Powered-By",
        "X-Request-Id", "X-XSS-Protection",
    }.Select((name, index) => new KnownField(name, TreatmentOf(name), 1UL << index)).ToFrozenDictionary(field => field.Name, StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What is known of a name.</summary>
    /// <param name="name">Its octets: a token.</param>
    public static KnownField Of(ReadOnlySpan<byte> name)
    {
        const int MostOnStack = 64;
        if (name.Length > MostOnStack) return Other(Encoding.Latin1.GetString(name));
        Span<char> text = stackalloc char[name.Length];
        Encoding.Latin1.GetChars(name, text);
        return Known.TryGetValue(text, out var known) ? known : Other(new string(text));
    }

    /// <summary>Whether a name is this one: however it is written where the usual way is known, for that is how it is passed on.</summary>
    public bool Is(ReadOnlySpan<byte> name) => Mark != 0 ? Ascii.EqualsIgnoreCase(name, Name) : Ascii.Equals(name, Name);

    private static KnownField Other(string name) => new(name, TreatmentOf(name), 0);

    private static FieldTreatment TreatmentOf(string name) =>
        HopByHop.Contains(name) || name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) ? FieldTreatment.WrittenAnew
        : name.Equals("Trailer", StringComparison.OrdinalIgnoreCase) ? FieldTreatment.WithTrailers
        : FieldTreatment.Copied;
}
