using System.Collections.Frozen;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Routing;

/// <summary>The locations to be tried for one host, or one kind of host, in order of rank; many paths are found by their text.</summary>
internal sealed class RouteSet
{
    /// <summary>Up to here looking at each location is as quick as looking one up.</summary>
    private const int WorthIndexing = 8;

    private readonly bool _checksHost;
    private readonly LocationRoute[] _others;
    private readonly FrozenDictionary<string, LocationRoute[]>? _exact;
    private readonly FrozenDictionary<string, LocationRoute[]>.AlternateLookup<ReadOnlySpan<char>> _prefixes;
    private readonly int _longestPrefix;

    /// <param name="routes">In order of rank.</param>
    /// <param name="checksHost">Whether being in the set does not yet mean that the location takes the host.</param>
    public RouteSet(IReadOnlyCollection<LocationRoute> routes, bool checksHost)
    {
        _checksHost = checksHost;
        if (routes.Count <= WorthIndexing)
        {
            _others = [.. routes];
            return;
        }

        var exact = ByText(routes.Where(IsExact));
        var prefixes = ByText(routes.Where(IsPrefix));
        _others = [.. routes.Where(route => !IsExact(route) && !IsPrefix(route))];
        if (exact.Count > 0) _exact = exact;
        if (prefixes.Count == 0) return;
        _prefixes = prefixes.GetAlternateLookup<ReadOnlySpan<char>>();
        _longestPrefix = prefixes.Keys.Max(prefix => prefix.Length);
    }

    /// <summary>The first location that takes the request, or <paramref name="best"/> if none before it does.</summary>
    public LocationRoute? FirstBefore(LocationRoute? best, IRouteRequest request)
    {
        var path = request.Path;
        if (_exact is not null && _exact.TryGetValue(path, out var routes)) best = FirstOf(routes, best, request);
        if (_longestPrefix > 0) best = FirstPrefix(path, best, request);
        return FirstOf(_others, best, request);
    }

    /// <summary>Looks up every beginning of the path that ends where a segment does.</summary>
    private LocationRoute? FirstPrefix(string path, LocationRoute? best, IRouteRequest request)
    {
        // No further than the longest prefix, or a path of slashes alone would cost the square of its length.
        var end = Math.Min(path.Length, _longestPrefix);
        for (var i = 1; i <= end; i++)
        {
            var endsSegment = i == path.Length || path[i] is '/' || path[i - 1] is '/';
            if (endsSegment && _prefixes.TryGetValue(path.AsSpan(0, i), out var routes)) best = FirstOf(routes, best, request);
        }

        return best;
    }

    private LocationRoute? FirstOf(LocationRoute[] routes, LocationRoute? best, IRouteRequest request)
    {
        foreach (var route in routes)
        {
            if (best is not null && route.Rank >= best.Rank) return best;
            if (route.TakesAllButHost(request) && (!_checksHost || route.TakesHost(request.Host))) return route;
        }

        return best;
    }

    private static bool IsExact(LocationRoute route) => route.Path.Kind is PathPatternKind.Exact;

    private static bool IsPrefix(LocationRoute route) =>
        route.Path is { Kind: PathPatternKind.Prefix, EndsAtSegment: true, Text.Length: > 0 };

    private static FrozenDictionary<string, LocationRoute[]> ByText(IEnumerable<LocationRoute> routes) => routes
        .GroupBy(route => route.Path.Text, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
}
