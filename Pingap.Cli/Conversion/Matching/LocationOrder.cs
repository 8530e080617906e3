using Pingap.Actors.Configuration;
using Pingap.Cli.Conversion.Findings;

namespace Pingap.Cli.Conversion.Matching;

/// <summary>
/// The locations of one server in an order of trying that finds the one nginx chooses: the exact path; else the longest prefix, but, unless that is
/// a <c>^~</c>, before it the first expression that matches.
/// </summary>
/// <remarks>
/// (1) Exact paths. (2) The prefixes below which not simply all expressions of the server count: <c>^~</c>, those that hold locations of their own,
/// and all longer ones below these; the longest first, and before each the expressions that do count below it, limited to it. (3) The expressions
/// in the order of the file. (4) The other prefixes, the longest first.
/// </remarks>
internal sealed class LocationOrder
{
    private readonly FindingList _findings;
    private readonly List<PlannedPath> _exact = [];
    private readonly List<Prefix> _prefixes = [];
    private readonly List<NginxLocation> _regexes;

    private LocationOrder(IReadOnlyList<NginxLocation> locations, FindingList findings)
    {
        _findings = findings;
        _regexes = Regexes(locations);
        Visit(locations, _regexes, []);
    }

    /// <summary>The paths, first tried first.</summary>
    /// <param name="locations">The locations that stand directly in the server.</param>
    /// <param name="findings">Receives what cannot be had.</param>
    public static IReadOnlyList<PlannedPath> Of(IReadOnlyList<NginxLocation> locations, FindingList findings)
    {
        var order = new LocationOrder(locations, findings);
        return [.. order._exact, .. order.Early(), .. order._regexes.Select(regex => Whole(regex, regex.Pattern)), .. order.Late()];
    }

    private void Visit(IReadOnlyList<NginxLocation> level, IReadOnlyList<NginxLocation> regexes, IReadOnlyList<NginxLocation> outer)
    {
        // Before those of the blocks inside: nginx looks into these only if none of its own level is the path.
        _exact.AddRange(level
            .Where(location => location.Modifier is LocationModifier.Exact)
            .Select(location => new PlannedPath(location, PathPatternKind.Exact, UriPath.Encoded(location.Text)))
            .Where(path => path.Text.StartsWith('/')));
        foreach (var location in level)
        {
            if (!location.IsRegex && location.Modifier is not LocationModifier.Named && !location.Text.StartsWith('/'))
            {
                _findings.Note(location.Directive, $"{location.Text} does not begin with /, so no request reaches it");
                continue;
            }

            if (!location.IsPrefix)
            {
                foreach (var nested in location.Nested)
                    _findings.NotConverted(nested.Directive, $"it stands in location {location.Text}, which is no prefix; its requests are treated as that location's");
                continue;
            }

            IReadOnlyList<NginxLocation> after = location.Modifier is LocationModifier.PreferredPrefix ? outer : [.. regexes, .. outer];
            var own = Regexes(location.Nested);
            _prefixes.Add(new Prefix(location, UriPath.Encoded(location.Text), [.. own, .. after]));
            CheckNesting(location, level);
            Visit(location.Nested, own, after);
        }
    }

    /// <summary>nginx looks into the longest prefix only, and so never finds what is nested in a shorter one.</summary>
    private void CheckNesting(NginxLocation location, IReadOnlyList<NginxLocation> level)
    {
        foreach (var nested in location.Nested.Where(inner => inner.IsPrefix || inner.Modifier is LocationModifier.Exact))
        {
            if (level.Any(other => other.IsPrefix && other.Text.Length > location.Text.Length && nested.Text.StartsWith(other.Text, StringComparison.Ordinal)))
                _findings.Note(nested.Directive, "nginx would never look into this block, as a longer location beside it takes its requests; here it takes them");
        }
    }

    private List<NginxLocation> Regexes(IReadOnlyList<NginxLocation> level)
    {
        var found = new List<NginxLocation>();
        foreach (var location in level.Where(location => location.IsRegex))
        {
            if (LinearRegex.TryParse(location.Pattern, out _, out var error)) found.Add(location);
            else _findings.NotConverted(location.Directive, $"{error}; its requests go to the server's other locations");
        }

        return found;
    }

    private IEnumerable<PlannedPath> Early()
    {
        foreach (var prefix in ByLength().Where(IsEarly))
        {
            foreach (var regex in prefix.Regexes)
            {
                if (!RegexBelow.TryLimit(regex.Pattern, prefix.Text, out var limited))
                    _findings.NotConverted(
                        regex.Directive,
                        $"it cannot be limited to {prefix.Text}, below which it would count; there location {prefix.Text} takes all requests");
                else if (limited is not null) yield return Whole(regex, limited);
            }

            yield return new PlannedPath(prefix.Location, PathPatternKind.Prefix, prefix.Text);
        }
    }

    private IEnumerable<PlannedPath> Late() =>
        ByLength().Where(prefix => !IsEarly(prefix)).Select(prefix => new PlannedPath(prefix.Location, PathPatternKind.Prefix, prefix.Text));

    private IEnumerable<Prefix> ByLength() => _prefixes.OrderByDescending(prefix => prefix.Text.Length);

    private bool IsEarly(Prefix prefix) => _prefixes.Exists(other =>
        !other.Regexes.SequenceEqual(_regexes) && prefix.Text.StartsWith(other.Text, StringComparison.Ordinal));

    private static PlannedPath Whole(NginxLocation regex, string pattern) => new(regex, PathPatternKind.Regex, pattern);

    /// <param name="Location">The location.</param>
    /// <param name="Text">Its prefix.</param>
    /// <param name="Regexes">The expressions nginx tries before it is content with the prefix.</param>
    private sealed record Prefix(NginxLocation Location, string Text, IReadOnlyList<NginxLocation> Regexes);
}
