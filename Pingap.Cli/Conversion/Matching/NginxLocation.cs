using Pingap.Cli.Conversion.Syntax;

namespace Pingap.Cli.Conversion.Matching;

/// <summary>A <c>location</c> block.</summary>
/// <param name="Modifier">How it compares.</param>
/// <param name="Text">The path, the expression, or the name with its <c>@</c>.</param>
/// <param name="Directive">The block.</param>
/// <param name="Scope">What it holds, and inherits.</param>
internal sealed record NginxLocation(LocationModifier Modifier, string Text, NginxDirective Directive, NginxScope Scope)
{
    /// <summary>Whether it is a prefix of either kind.</summary>
    public bool IsPrefix => Modifier is LocationModifier.Prefix or LocationModifier.PreferredPrefix;

    /// <summary>Whether it is an expression of either kind.</summary>
    public bool IsRegex => Modifier is LocationModifier.Regex or LocationModifier.RegexIgnoringCase;

    /// <summary>The expression as ours, which has no modifiers beside it.</summary>
    public string Pattern => Modifier is LocationModifier.RegexIgnoringCase ? "(?i)" + Text : Text;

    /// <summary>The locations inside it.</summary>
    public IReadOnlyList<NginxLocation> Nested => In(Scope);

    /// <summary>The locations that stand directly in a block.</summary>
    public static IReadOnlyList<NginxLocation> In(NginxScope scope) =>
        [.. scope.Directives.Where(directive => directive is { Name: "location", Block: not null, Args.Count: > 0 }).Select(directive => Of(directive, scope))];

    /// <summary>Locations are the same only if they are the same block.</summary>
    public bool Equals(NginxLocation? other) => other is not null && Directive == other.Directive;

    /// <inheritdoc/>
    public override int GetHashCode() => Directive.GetHashCode();

    private static NginxLocation Of(NginxDirective directive, NginxScope outer)
    {
        // "location =/x" and "location ~\.php$" are understood without the blank, too.
        var written = directive.Args.Count > 1 ? directive.Args[0] + directive.Args[1] : directive.Args[0];
        var (modifier, length) = written switch
        {
            ['=', ..] => (LocationModifier.Exact, 1),
            ['^', '~', ..] => (LocationModifier.PreferredPrefix, 2),
            ['~', '*', ..] => (LocationModifier.RegexIgnoringCase, 2),
            ['~', ..] => (LocationModifier.Regex, 1),
            ['@', ..] => (LocationModifier.Named, 0),
            _ => (LocationModifier.Prefix, 0),
        };
        return new NginxLocation(modifier, written[length..], directive, outer.Inner(directive));
    }
}
