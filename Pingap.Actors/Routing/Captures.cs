using Pingap.Actors.Configuration;

namespace Pingap.Actors.Routing;

/// <summary>What the groups of a location's expressions found in one request, by name and by number.</summary>
public sealed class Captures : IVariableSource
{
    private readonly KeyValuePair<string, string>[] _items;

    internal Captures(KeyValuePair<string, string>[] items) => _items = items;

    /// <summary>What the group found: empty if it took no part in the match, <c>null</c> if no expression has such a group.</summary>
    /// <param name="name">The group's name, or its number from 1 in the order of the opening parentheses; 0 is the whole match.</param>
    public string? this[string name]
    {
        get
        {
            // The last one wins, as later expressions override earlier ones.
            for (var i = _items.Length - 1; i >= 0; i--)
            {
                if (string.Equals(_items[i].Key, name, StringComparison.Ordinal)) return _items[i].Value;
            }

            return null;
        }
    }

    /// <inheritdoc/>
    public string? Value(VariableKind variable, string name) => variable is VariableKind.Capture ? this[name] : null;

    /// <summary>Both, <paramref name="over"/> winning where a name is in both.</summary>
    internal static Captures? Join(Captures? under, Captures? over) =>
        under is null ? over : over is null ? under : new([.. under._items, .. over._items]);
}
