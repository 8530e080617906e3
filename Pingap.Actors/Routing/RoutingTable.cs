using System.Collections.Frozen;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Routing;

/// <summary>Finds the location of a request among those of one server. Built once, then only read, by any number of threads.</summary>
/// <remarks>
/// The order is by priority, stable; the first location whose path, host, method and conditions all hold wins. The index by host
/// changes the cost, never the answer: each set gives its own first location, and the earliest of them is the first of all.
/// </remarks>
public sealed class RoutingTable
{
    private readonly RouteSet _anyHost;
    private readonly RouteSet _regexHost;
    private readonly FrozenDictionary<string, RouteSet> _exactHost;
    private readonly FrozenDictionary<string, RouteSet>.AlternateLookup<ReadOnlySpan<char>> _suffixHost;
    private readonly int _longestSuffix;

    private RoutingTable(LocationRoute[] ranked)
    {
        Routes = [.. ranked.OrderBy(route => route.Index)];
        _anyHost = new([.. ranked.Where(route => route.Config.Hosts.Count == 0)], checksHost: false);
        _regexHost = new([.. ranked.Where(HasRegexHost)], checksHost: true);
        _exactHost = ByHost(ranked, HostPatternKind.Exact);
        var suffixHost = ByHost(ranked, HostPatternKind.Suffix);
        _suffixHost = suffixHost.GetAlternateLookup<ReadOnlySpan<char>>();
        _longestSuffix = suffixHost.Count == 0 ? 0 : suffixHost.Keys.Max(suffix => suffix.Length);
    }

    /// <summary>The locations in the order they were given in, so that <see cref="LocationRoute.Index"/> finds them.</summary>
    public IReadOnlyList<LocationRoute> Routes { get; }

    /// <summary>Makes the table of one server.</summary>
    /// <param name="inServerOrder">Its locations in the order of its list, which decides between equal priorities.</param>
    /// <param name="before">The server's table up to now, whose locations are taken over where they are equal.</param>
    public static RoutingTable Build(IEnumerable<LocationConfig> inServerOrder, RoutingTable? before = null)
    {
        LocationConfig[] inOrder = [.. inServerOrder];
        if (before is null) return new([.. Ranked().Select((location, rank) => new LocationRoute(location.Config, location.Index, rank))]);
        if (before.Routes.Select(route => route.Config).SequenceEqual(inOrder)) return before;
        var known = before.Routes.ToDictionary(route => route.Config.Name);
        return new([.. Ranked().Select((location, rank) => known.TryGetValue(location.Config.Name, out var route) && route.Config == location.Config
            ? route.At(location.Index, rank)
            : new LocationRoute(location.Config, location.Index, rank))]);

        IEnumerable<(LocationConfig Config, int Index)> Ranked() => inOrder
            .Select((config, index) => (Config: config, Index: index))
            .OrderByDescending(location => RoutePriority.Of(location.Config));
    }

    /// <summary>Finds the location that takes a request.</summary>
    /// <returns>Whether there is one; if not, the answer is 404.</returns>
    public bool TryMatch(IRouteRequest request, out RouteMatch match)
    {
        var host = request.Host;
        LocationRoute? best = null;
        if (host.Length > 0)
        {
            if (_exactHost.TryGetValue(host, out var exact)) best = exact.FirstBefore(best, request);
            if (_longestSuffix > 0) best = FirstSuffix(host, best, request);
        }

        best = _anyHost.FirstBefore(best, request);
        best = _regexHost.FirstBefore(best, request);
        match = best is null ? default : new(best, best.Capture(request));
        return best is not null;
    }

    private LocationRoute? FirstSuffix(string host, LocationRoute? best, IRouteRequest request)
    {
        // A suffix begins with a dot and leaves at least one character before it.
        for (var i = Math.Max(1, host.Length - _longestSuffix); i < host.Length; i++)
        {
            if (host[i] is '.' && _suffixHost.TryGetValue(host.AsSpan(i), out var routes)) best = routes.FirstBefore(best, request);
        }

        return best;
    }

    private static bool HasRegexHost(LocationRoute route) => route.Config.Hosts.Any(host => host.Kind is HostPatternKind.Regex);

    private static FrozenDictionary<string, RouteSet> ByHost(LocationRoute[] ranked, HostPatternKind kind) => ranked
        .SelectMany(route => route.Config.Hosts
            .Where(host => host.Kind == kind)
            .Select(host => host.Text)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(host => (Host: host, Route: route)))
        .GroupBy(entry => entry.Host, entry => entry.Route, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(group => group.Key, group => new RouteSet([.. group], checksHost: false), StringComparer.OrdinalIgnoreCase);
}
