namespace Pingap.Actors.Configuration;

/// <summary>How a location changes the path before it is forwarded; the query is kept.</summary>
public abstract record RewriteRule
{
    private RewriteRule()
    {
    }

    /// <summary>README form: the matched prefix gives way to <paramref name="Replacement"/>.</summary>
    /// <param name="Prefix">The location's prefix.</param>
    /// <param name="Replacement">What stands in its place; joined so that exactly one slash stands between it and the rest.</param>
    public sealed record ReplacePrefix(string Prefix, string Replacement) : RewriteRule;

    /// <summary>Pingap form: the first match of <paramref name="Pattern"/> gives way to <paramref name="Replacement"/>.</summary>
    /// <param name="Pattern">A regular expression without look-around or back-references.</param>
    /// <param name="Replacement">May name captures of the expression and of the location's path and host.</param>
    public sealed record ReplaceMatch(string Pattern, ValueTemplate Replacement) : RewriteRule;

    /// <summary>The whole path gives way to <paramref name="Replacement"/>.</summary>
    public sealed record ReplacePath(ValueTemplate Replacement) : RewriteRule;
}
