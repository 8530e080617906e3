using System.Buffers;

namespace Pingap.Actors.Routing;

/// <summary>The normal form of request paths, in which locations compare them (RFC 3986 §6.2.2).</summary>
/// <remarks>
/// Encoded unreserved characters are decoded, the digits of other triplets become upper case, dot segments go. Encoded slashes
/// stay encoded and empty segments stay, for both may mean something to the upstream.
/// </remarks>
public static class RequestPath
{
    private const int StackLimit = 512;

    // What must be looked at: everything that is not visible ASCII, and the three characters with a meaning of their own.
    private static readonly SearchValues<char> Plain = SearchValues.Create(VisibleExcept("%#?"));

    /// <summary>Brings a raw path into its normal form.</summary>
    /// <param name="rawPath">The path as received, without the query; <c>*</c> is a normal form of its own (RFC 9112 §3.2.4).</param>
    /// <param name="path">The normal form, <paramref name="rawPath"/> itself where it is normal already; empty on failure.</param>
    public static PathStatus TryNormalise(string rawPath, out string path)
    {
        path = "";
        if (rawPath is "*")
        {
            path = rawPath;
            return PathStatus.Ok;
        }

        if (rawPath.Length == 0 || rawPath[0] != '/') return PathStatus.NotRooted;
        if (!rawPath.AsSpan().ContainsAnyExcept(Plain) && !HasDotSegment(rawPath))
        {
            path = rawPath;
            return PathStatus.Ok;
        }

        // Nothing below makes a path longer.
        char[]? rented = null;
        var buffer = rawPath.Length <= StackLimit ? stackalloc char[StackLimit] : rented = ArrayPool<char>.Shared.Rent(rawPath.Length);
        var status = Normalise(rawPath, buffer, out var length);
        if (status is PathStatus.Ok) path = buffer[..length].SequenceEqual(rawPath) ? rawPath : buffer[..length].ToString();
        if (rented is not null) ArrayPool<char>.Shared.Return(rented);
        return status;
    }

    /// <summary>Whether a segment is <c>.</c> or <c>..</c>, not looking through percent-encoding.</summary>
    internal static bool HasDotSegment(ReadOnlySpan<char> path)
    {
        for (var at = path.IndexOf("/."); at >= 0; at = path.IndexOf("/."))
        {
            path = path[(at + 2)..];
            if (path.IsEmpty || path[0] is '/') return true;
            if (path[0] is '.' && (path.Length == 1 || path[1] is '/')) return true;
        }

        return false;
    }

    /// <summary>The value of the two digits after a <c>%</c> that stands at <paramref name="at"/>, or -1.</summary>
    internal static int Escaped(ReadOnlySpan<char> path, int at)
    {
        if (at + 2 >= path.Length || !char.IsAsciiHexDigit(path[at + 1]) || !char.IsAsciiHexDigit(path[at + 2])) return -1;
        return (Digit(path[at + 1]) << 4) | Digit(path[at + 2]);
    }

    private static PathStatus Normalise(ReadOnlySpan<char> raw, Span<char> to, out int length)
    {
        to[0] = '/';
        length = 1;
        var segment = 1;
        for (var i = 1; i <= raw.Length; i++)
        {
            if (i == raw.Length || raw[i] is '/')
            {
                if (!EndSegment(to, ref segment, ref length, isLast: i == raw.Length)) return PathStatus.EscapesRoot;
            }
            else if (raw[i] is '%')
            {
                var value = Escaped(raw, i);
                if (value < 0) return PathStatus.MalformedEscape;
                if (value == 0) return PathStatus.ForbiddenCharacter;
                i += 2;
                if (IsUnreserved((char)value))
                {
                    to[length++] = (char)value;
                    continue;
                }

                to[length++] = '%';
                to[length++] = char.ToUpperInvariant(raw[i - 1]);
                to[length++] = char.ToUpperInvariant(raw[i]);
            }
            else if (Plain.Contains(raw[i]))
            {
                to[length++] = raw[i];
            }
            else
            {
                return PathStatus.ForbiddenCharacter;
            }
        }

        return PathStatus.Ok;
    }

    /// <summary>Takes back a dot segment that has just been written, or closes another one with its slash.</summary>
    /// <returns>Whether the path is still below the root.</returns>
    private static bool EndSegment(Span<char> to, ref int segment, ref int length, bool isLast)
    {
        switch (to[segment..length])
        {
            case ['.']:
                length = segment;
                return true;
            case ['.', '.']:
                if (segment == 1) return false;
                segment = to[..(segment - 1)].LastIndexOf('/') + 1;
                length = segment;
                return true;
            default:
                if (isLast) return true;
                to[length++] = '/';
                segment = length;
                return true;
        }
    }

    private static bool IsUnreserved(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~';

    private static int Digit(char hex) => hex <= '9' ? hex - '0' : (hex | 0x20) - 'a' + 10;

    private static string VisibleExcept(string others)
    {
        var characters = new System.Text.StringBuilder();
        for (var c = '!'; c <= '~'; c++)
        {
            if (!others.Contains(c, StringComparison.Ordinal)) characters.Append(c);
        }

        return characters.ToString();
    }
}
