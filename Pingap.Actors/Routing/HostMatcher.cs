using System.Text.RegularExpressions;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Routing;

/// <summary>A location's host patterns, ready to compare; any of them will do, and none at all takes every host.</summary>
internal sealed class HostMatcher
{
    private readonly Pattern[] _patterns;

    public HostMatcher(ValueList<HostPattern> hosts)
    {
        _patterns = new Pattern[hosts.Count];
        for (var i = 0; i < hosts.Count; i++)
        {
            var regex = hosts[i].Kind is HostPatternKind.Regex ? LinearRegex.Parse(hosts[i].Text) : null;
            _patterns[i] = new(hosts[i], regex, regex is null ? null : new(regex));
        }
    }

    /// <summary>Whether an expression among the patterns has named groups, or any groups at all.</summary>
    public bool HasGroups(bool named) =>
        Array.Exists(_patterns, pattern => pattern.Groups is { } groups && (named ? groups.HasNamed : groups.HasAny));

    /// <summary>Whether a pattern takes the host.</summary>
    public bool Takes(string host) => _patterns.Length == 0 || First(host) >= 0;

    /// <summary>What the groups of the first pattern that takes the host find in it, or <c>null</c>.</summary>
    public Captures? Find(string host)
    {
        var first = First(host);
        return first >= 0 && _patterns[first].Groups is { HasAny: true } groups ? groups.Find(host) : null;
    }

    private int First(string host)
    {
        for (var i = 0; i < _patterns.Length; i++)
        {
            var pattern = _patterns[i];
            var takes = pattern.Host.Kind switch
            {
                HostPatternKind.Exact => string.Equals(host, pattern.Host.Text, StringComparison.OrdinalIgnoreCase),
                HostPatternKind.Suffix => host.Length > pattern.Host.Text.Length
                    && host.EndsWith(pattern.Host.Text, StringComparison.OrdinalIgnoreCase),
                _ => pattern.Regex!.IsMatch(host),
            };
            if (takes) return i;
        }

        return -1;
    }

    private readonly record struct Pattern(HostPattern Host, Regex? Regex, CaptureGroups? Groups);
}
