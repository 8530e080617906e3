using Pingap.Actors.Configuration;

namespace Pingap.Actors.Routing;

/// <summary>The place of a location among those of a server: what it says itself, else exact before prefix before regex, longer first.</summary>
internal static class RoutePriority
{
    private const int LongestPathCounted = 64;

    /// <summary>The priority; the higher is tried first.</summary>
    public static int Of(LocationConfig location) => location.Priority ?? (OfPath(location.Path) + OfHosts(location.Hosts));

    private static int OfPath(PathPattern path)
    {
        var (kind, marker) = path.Kind switch
        {
            PathPatternKind.Exact => (1024, 1),
            PathPatternKind.Prefix => (512, 0),
            PathPatternKind.Regex => (256, 1),
            _ => (0, 0),
        };

        // The length counts the marker (= or ~) that Pingap writes before the path; "/" alone says nothing.
        var length = path.Text.Length + marker;
        return length > 1 && kind > 0 ? kind + Math.Min(length, LongestPathCounted) : 0;
    }

    private static int OfHosts(ValueList<HostPattern> hosts)
    {
        if (hosts.Count == 0) return 0;
        var hasRegex = false;
        var length = hosts.Count - 1;
        foreach (var host in hosts)
        {
            // As Pingap writes them: name, *.name, ~regex, with commas between.
            hasRegex |= host.Kind is HostPatternKind.Regex;
            length += host.Text.Length + (host.Kind is HostPatternKind.Exact ? 0 : 1);
        }

        return hasRegex ? length : 128;
    }
}
