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
    private (KnownField Field, string Value)[] _entries = [];
    private int _count;

    /// <summary>The name and the value of a field.</summary>
    /// <param name="index">Where it stands among the fields of its response.</param>
    /// <param name="name">The name's octets: a token.</param>
    /// <param name="value">The value's octets, of which each becomes a character.</param>
    public (KnownField Field, string Value) this[int index, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value]
    {
        get
        {
            if (index >= _count) return Add(index, (KnownField.Of(name), Encoding.Latin1.GetString(value)));
            ref var known = ref _entries[index];
            // One that is not kept is like no field.
            var isNamed = known.Field is { } field && field.Is(name);
            if (isNamed && Ascii.Equals(value, known.Value)) return known;
            var changed = (isNamed ? known.Field : KnownField.Of(name), Encoding.Latin1.GetString(value));
            known = value.Length > MostKept ? default : changed;
            return changed;
        }
    }

    private (KnownField Field, string Value) Add(int index, (KnownField Field, string Value) entry)
    {
        if (index != _count || index >= MostFields) return entry;
        if (_count == _entries.Length) Array.Resize(ref _entries, Math.Max(8, _count * 2));
        _entries[_count++] = entry.Value.Length > MostKept ? default : entry;
        return entry;
    }
}
