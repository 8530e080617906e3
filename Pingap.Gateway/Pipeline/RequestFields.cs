using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Pingap.Gateway.Pipeline;

/// <summary>
/// The header of a request as a list that is filled once and read often: going through <see cref="IHeaderDictionary"/> itself
/// allocates an enumerator each time.
/// </summary>
public sealed class RequestFields
{
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c).Where(c => c is not '\t'), '\u007f']);

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private KeyValuePair<string, StringValues>[] _fields = new KeyValuePair<string, StringValues>[32];
    private int _count;

    /// <summary>The fields.</summary>
    public ReadOnlySpan<KeyValuePair<string, StringValues>> All => _fields.AsSpan(0, _count);

    /// <summary>Takes the fields of a header in place of what was there.</summary>
    public void Read(IHeaderDictionary header)
    {
        Clear();
        if (header.Count > _fields.Length) _fields = new KeyValuePair<string, StringValues>[header.Count];
        header.CopyTo(_fields, 0);
        _count = header.Count;
    }

    /// <summary>Forgets them.</summary>
    public void Clear()
    {
        Array.Clear(_fields, 0, _count);
        _count = 0;
    }

    /// <summary>
    /// Whether every name is a token and no value has a control character other than HTAB, or blanks at its ends (RFC 9110 §5.5, §5.6.2, RFC 9113 §8.2.1).
    /// </summary>
    /// <remarks>The server below refuses no more than NUL and line ends in values; of HTTP/1.1 it takes the blanks away, of HTTP/2 it does not.</remarks>
    public bool AreWellFormed()
    {
        foreach (var (name, values) in All)
        {
            // The server shows the pseudo-headers of HTTP/2 among the fields.
            var token = name is [':', ..] ? name.AsSpan(1) : name.AsSpan();
            if (token.IsEmpty || token.ContainsAnyExcept(NameCharacters)) return false;
            for (var i = 0; i < values.Count; i++)
            {
                if (HasControls(values[i]) || HasOuterBlanks(values[i])) return false;
            }
        }

        return true;
    }

    /// <summary>Whether a value has a control character other than HTAB.</summary>
    public static bool HasControls(ReadOnlySpan<char> value) => value.ContainsAny(Controls);

    private static bool HasOuterBlanks(ReadOnlySpan<char> value) => value is [' ' or '\t', ..] or [.., ' ' or '\t'];
}
