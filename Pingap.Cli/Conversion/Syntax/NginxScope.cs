namespace Pingap.Cli.Conversion.Syntax;

/// <summary>A block and those around it, which its directives are inherited from.</summary>
/// <param name="outer">The block around it, or <c>null</c>.</param>
/// <param name="directives">What the block holds.</param>
/// <param name="block">The name of the block, empty for a whole file.</param>
internal sealed class NginxScope(NginxScope? outer, IReadOnlyList<NginxDirective> directives, string block = "")
{
    // A http block holds thousands of servers, and each of their locations asks it for dozens of names.
    private Dictionary<string, NginxDirective>? _lastByName;

    /// <summary>The block around it, or <c>null</c>.</summary>
    public NginxScope? Outer => outer;

    /// <summary>What the block holds.</summary>
    public IReadOnlyList<NginxDirective> Directives => directives;

    /// <summary>The name of the block, empty for a whole file.</summary>
    public string Block => block;

    /// <summary>The names of the directives in the block itself, each once.</summary>
    public IReadOnlyCollection<string> Names => ByName.Keys;

    private Dictionary<string, NginxDirective> ByName => _lastByName ??= Index(directives);

    /// <summary>The block of a directive inside this one.</summary>
    public NginxScope Inner(NginxDirective inner) => new(this, inner.Children, inner.Name);

    /// <summary>The directive of that name in the block itself, or <c>null</c>.</summary>
    public NginxDirective? Own(string name) => ByName.TryGetValue(name, out var found) ? found : null;

    /// <summary>The directive of that name in force: the block's, else that of the nearest one around it.</summary>
    public NginxDirective? Find(string name) => Own(name) ?? Outer?.Find(name);

    /// <summary>The first argument of the directive in force, or a default.</summary>
    public string Value(string name, string byDefault) => Find(name)?.First ?? byDefault;

    /// <summary>All directives of these names in force: the nearest block that has any of them hides those of the blocks around it.</summary>
    public IReadOnlyList<NginxDirective> FindAll(params ReadOnlySpan<string> names)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            var isThere = false;
            foreach (var name in names) isThere |= scope.ByName.ContainsKey(name);
            if (!isThere) continue;
            var found = new List<NginxDirective>();
            foreach (var directive in scope.Directives)
                if (names.Contains(directive.Name)) found.Add(directive);
            return found;
        }

        return [];
    }

    private static Dictionary<string, NginxDirective> Index(IReadOnlyList<NginxDirective> directives)
    {
        var byName = new Dictionary<string, NginxDirective>(StringComparer.Ordinal);
        foreach (var directive in directives) byName[directive.Name] = directive;

        return byName;
    }
}
