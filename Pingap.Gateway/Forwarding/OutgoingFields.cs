using Microsoft.Extensions.Primitives;

namespace Pingap.Gateway.Forwarding;

/// <summary>The fields of a request on its way to a backend, as a list that is used for one request after another.</summary>
internal sealed class OutgoingFields
{
    private KeyValuePair<string, StringValues>[] _fields = new KeyValuePair<string, StringValues>[32];
    private int _count;

    /// <summary>The fields, in the order in which they are sent.</summary>
    public ReadOnlySpan<KeyValuePair<string, StringValues>> All => _fields.AsSpan(0, _count);

    /// <summary>Whether there is a field of that name.</summary>
    public bool Contains(string name) => IndexOf(name) >= 0;

    /// <summary>Adds a field, whatever there is of its name.</summary>
    public void Append(string name, StringValues values)
    {
        if (_count == _fields.Length) Array.Resize(ref _fields, _count * 2);
        _fields[_count++] = new(name, values);
    }

    /// <summary>Replaces whatever there is of a name.</summary>
    public void Set(string name, string value)
    {
        Remove(name);
        Append(name, value);
    }

    /// <summary>Adds a value beside those there are of a name.</summary>
    public void Add(string name, string value)
    {
        var at = IndexOf(name);
        if (at < 0) Append(name, value);
        else _fields[at] = new(_fields[at].Key, StringValues.Concat(_fields[at].Value, value));
    }

    /// <summary>Takes away whatever there is of a name.</summary>
    public void Remove(string name)
    {
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            if (!IsNamed(i, name)) _fields[kept++] = _fields[i];
        }

        Array.Clear(_fields, kept, _count - kept);
        _count = kept;
    }

    /// <summary>Forgets them.</summary>
    public void Clear()
    {
        Array.Clear(_fields, 0, _count);
        _count = 0;
    }

    private int IndexOf(string name)
    {
        for (var i = 0; i < _count; i++)
        {
            if (IsNamed(i, name)) return i;
        }

        return -1;
    }

    private bool IsNamed(int at, string name) => _fields[at].Key.Equals(name, StringComparison.OrdinalIgnoreCase);
}
