namespace Pingap.Cli.Conversion.Syntax;

/// <summary>Walks through blocks.</summary>
internal static class NginxScopes
{
    /// <summary>A block and all locations in it, however deep.</summary>
    public static IEnumerable<NginxScope> Below(NginxScope scope)
    {
        yield return scope;
        foreach (var block in scope.Directives.Where(directive => directive is { Name: "location", Block: not null }))
            foreach (var inner in Below(scope.Inner(block)))
                yield return inner;
    }
}
