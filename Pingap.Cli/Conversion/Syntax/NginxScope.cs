namespace Pingap.Cli.Conversion.Syntax;

/// <summary>A block and those around it, which its directives are inherited from.</summary>
/// <param name="Outer">The block around it, or <c>null</c>.</param>
/// <param name="Directives">What the block holds.</param>
internal sealed record NginxScope(NginxScope? Outer, IReadOnlyList<NginxDirective> Directives)
{
    /// <summary>The block of a directive inside this one.</summary>
    public NginxScope Inner(NginxDirective block) => new(this, block.Children);

    /// <summary>The directive of that name in the block itself, or <c>null</c>.</summary>
    public NginxDirective? Own(string name) => Directives.LastOrDefault(directive => directive.Name == name);

    /// <summary>The directive of that name in force: the block's, else that of the nearest one around it.</summary>
    public NginxDirective? Find(string name) => Own(name) ?? Outer?.Find(name);

    /// <summary>The first argument of the directive in force, or a default.</summary>
    public string Value(string name, string byDefault) => Find(name)?.First ?? byDefault;

    /// <summary>All directives of these names in force: the nearest block that has any of them hides those of the blocks around it.</summary>
    public IReadOnlyList<NginxDirective> FindAll(params ReadOnlySpan<string> names)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            var found = new List<NginxDirective>();
            foreach (var directive in scope.Directives)
                if (names.Contains(directive.Name)) found.Add(directive);
            if (found.Count > 0) return found;
        }

        return [];
    }
}
