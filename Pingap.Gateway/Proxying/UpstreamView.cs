using Pingap.Actors.Upstreams;
using Pingap.Gateway.Forwarding;

namespace Pingap.Gateway.Proxying;

/// <summary>An upstream as a request uses it.</summary>
/// <param name="Handle">Gives backends.</param>
/// <param name="Client">Holds the connections to them.</param>
public sealed record UpstreamView(UpstreamHandle Handle, UpstreamClient Client)
{
    /// <summary>The version of the upstream that goes with the routes and connections around it; <c>null</c> when any will do.</summary>
    public UpstreamVersion? Version { get; init; }

    /// <summary>Tells its requests apart.</summary>
    public RequestKeys Keys { get; init; } = new(Handle.Config);
}
