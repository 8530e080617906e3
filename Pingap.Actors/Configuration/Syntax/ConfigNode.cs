namespace Pingap.Actors.Configuration.Syntax;

/// <summary>A value as it was written, with its place and free of the language it was written in.</summary>
/// <param name="Place">Where the value begins.</param>
internal abstract record ConfigNode(SourcePlace Place)
{
    /// <summary>What it is, in words: <c>a string</c>.</summary>
    public abstract string Describe();

    /// <summary>A string, not yet looked through for variables.</summary>
    public sealed record StringNode(SourcePlace Place, string Value) : ConfigNode(Place)
    {
        /// <summary>The string as it was written, quotes included; empty for one that was not written.</summary>
        public ReadOnlyMemory<char> Written { get; init; }

        /// <inheritdoc/>
        public override string Describe() => "a string";
    }

    /// <summary>An integer.</summary>
    public sealed record IntegerNode(SourcePlace Place, long Value) : ConfigNode(Place)
    {
        /// <inheritdoc/>
        public override string Describe() => "an integer";
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public sealed record BooleanNode(SourcePlace Place, bool Value) : ConfigNode(Place)
    {
        /// <inheritdoc/>
        public override string Describe() => "a boolean";
    }

    /// <summary>A number with a fraction or an exponent, infinity, or no number at all.</summary>
    public sealed record FractionNode(SourcePlace Place, double Value) : ConfigNode(Place)
    {
        /// <inheritdoc/>
        public override string Describe() => "a fraction";
    }

    /// <summary>A value of a kind that no key takes, such as a date.</summary>
    public sealed record OtherNode(SourcePlace Place, string Kind) : ConfigNode(Place)
    {
        /// <inheritdoc/>
        public override string Describe() => Kind;
    }

    /// <summary>A list.</summary>
    public sealed record ArrayNode(SourcePlace Place, List<ConfigNode> Items) : ConfigNode(Place)
    {
        /// <inheritdoc/>
        public override string Describe() => "an array";
    }

    /// <summary>A table, however it was written; its entries keep the order of the file.</summary>
    public sealed record TableNode(SourcePlace Place) : ConfigNode(Place)
    {
        /// <summary>Up to here looking through the entries is as quick as looking one up, and most tables have fewer.</summary>
        private const int WorthIndexing = 16;

        private readonly List<TableEntry> _entries = [];
        private Dictionary<string, TableEntry>? _byName;

        /// <summary>In the order of the file.</summary>
        public IReadOnlyList<TableEntry> Entries => _entries;

        /// <summary>The entry of that name, or <c>null</c>.</summary>
        public TableEntry? Find(string name)
        {
            if (_byName is not null) return _byName.GetValueOrDefault(name);
            foreach (var entry in _entries)
            {
                if (entry.Name == name) return entry;
            }

            return null;
        }

        /// <summary>Puts an entry at the end, unless there is one of that name.</summary>
        public bool TryAdd(TableEntry entry)
        {
            if (Find(entry.Name) is not null) return false;
            _entries.Add(entry);
            if (_entries.Count == WorthIndexing) _byName = _entries.ToDictionary(each => each.Name, StringComparer.Ordinal);
            else _byName?.Add(entry.Name, entry);
            return true;
        }

        /// <inheritdoc/>
        public override string Describe() => "a table";
    }

    /// <summary>A key of a table and its value.</summary>
    /// <param name="Name">The key, without quotes.</param>
    /// <param name="KeyPlace">Where the key begins.</param>
    /// <param name="Value">The value.</param>
    public sealed record TableEntry(string Name, SourcePlace KeyPlace, ConfigNode Value);
}
