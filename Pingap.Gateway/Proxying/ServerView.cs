using System.Collections.Immutable;
using Pingap.Actors.Configuration;
using Pingap.Actors.Routing;

namespace Pingap.Gateway.Proxying;

/// <summary>A server as a request uses it: its locations, ready to be found and served.</summary>
/// <param name="Routes">Finds the location of a request.</param>
/// <param name="Plans">What is to be done, in the order of <see cref="LocationRoute.Index"/>.</param>
public sealed record ServerView(RoutingTable Routes, ImmutableArray<LocationPlan> Plans)
{
    /// <summary>Makes the view of a server of a valid configuration.</summary>
    public static ServerView Of(
        ServerConfig server, ProxyConfig config, IReadOnlyDictionary<UpstreamName, UpstreamView> upstreams, ServerView? before = null)
    {
        var locations = server.Locations.Select(name => config.Locations[name]).ToArray();
        var routes = RoutingTable.Build(locations, before?.Routes);
        if (before is null) return new(routes, [.. locations.Select(location => LocationPlan.Of(location, upstreams))]);
        var known = before.Plans.ToDictionary(plan => plan.Config.Name);
        return new(routes, [.. locations.Select(location => LocationPlan.Of(location, upstreams, known.GetValueOrDefault(location.Name)))]);
    }
}
