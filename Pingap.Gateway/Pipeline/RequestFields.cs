using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Gateway.Pipeline;

/// <summary>
/// The header of a request as a list that is filled once and read often: going through <see cref="IHeaderDictionary"/> itself
/// allocates an enumerator each time.
/// </summary>
public sealed class RequestFields
{
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c).Where(c => c is not '\t'), '\u007f']);

    // More are not kept beyond their request.
    private const int MostKept = 32;

    // The fields of a request before they are compared with those of the one before it.
    [ThreadStatic]
    private static KeyValuePair<string, StringValues>[]? _scratch;

    private KeyValuePair<string, StringValues>[] _fields = [];
    private int _count;
    private bool? _areWellFormed;

    /// <summary>The fields.</summary>
    public ReadOnlySpan<KeyValuePair<string, StringValues>> All => _fields.AsSpan(0, _count);

    /// <summary>Another number whenever the fields are others than those of the request before; a client mostly repeats them.</summary>
    public int Version { get; private set; }

    /// <summary>Takes the fields of a header in place of what was there.</summary>
    public void Read(IHeaderDictionary header)
    {
        var count = header.Count;
        if (_scratch is null || _scratch.Length < count) _scratch = new KeyValuePair<string, StringValues>[Math.Max(32, count)];
        var read = _scratch.AsSpan(0, count);
        header.CopyTo(_scratch, 0);
        if (!IsSame(read))
        {
            if (_fields.Length < count || _fields.Length > MostKept) _fields = new KeyValuePair<string, StringValues>[count];
            else Array.Clear(_fields, 0, _count);
            read.CopyTo(_fields);
            (_count, _areWellFormed) = (count, null);
            Version++;
        }

        read.Clear();
    }

    /// <summary>
    /// Whether every name is a token and no value has a control character other than HTAB, or blanks at its ends (RFC 9110 §5.5, §5.6.2, RFC 9113 §8.2.1).
    /// </summary>
    /// <remarks>The server below refuses no more than NUL and line ends in values; of HTTP/1.1 it takes the blanks away, of HTTP/2 it does not.</remarks>
    public bool AreWellFormed() => _areWellFormed ??= LookWhetherWellFormed();

    private bool IsSame(ReadOnlySpan<KeyValuePair<string, StringValues>> read)
    {
        if (read.Length != _count) return false;
        for (var i = 0; i < read.Length; i++)
        {
            // The server gives the same string for a name that it knows, and a new one each time for others.
            if (!string.Equals(read[i].Key, _fields[i].Key, StringComparison.Ordinal) || read[i].Value != _fields[i].Value) return false;
        }

        return true;
    }

    private bool LookWhetherWellFormed()
    {
        foreach (var (name, values) in All)
        {
            // The server shows the pseudo-headers of HTTP/2 among the fields.
            var token = name is [':', ..] ? name.AsSpan(1) : name.AsSpan();
            if (token.IsEmpty || token.ContainsAnyExcept(TokenSyntax.Characters)) return false;
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
