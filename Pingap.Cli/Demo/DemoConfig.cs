using System.Net;
using Pingap.Actors.Configuration;

namespace Pingap.Cli.Demo;

/// <summary>The configuration of the demonstration.</summary>
internal static class DemoConfig
{
    /// <summary>What problems call it.</summary>
    public const string Name = "--demo";

    /// <summary>Where the demonstration listens unless told otherwise.</summary>
    public static ListenAddress Listen { get; } = new(new IPEndPoint(IPAddress.Loopback, 8080));

    /// <summary>The configuration for backends at these addresses.</summary>
    /// <param name="backends">Two.</param>
    /// <param name="listen">At least one.</param>
    public static ConfigDocument Document(IReadOnlyList<BackendAddress> backends, IReadOnlyList<ListenAddress> listen)
    {
        var addrs = string.Join(", ", backends.Select(backend => $"\"{backend}\""));
        return new ConfigDocument(Name, $"""
            [basic]
            name = "pingap-demo"
            grace_period = "10s"

            # Equal weights: the backends take turns.
            [upstreams.demo]
            addrs = [{addrs}]
            algorithm = "round_robin"
            health_check = "http://127.0.0.1/health?check_frequency=2s"

            # Three requests for the first, one for the second.
            [upstreams.demo_weighted]
            addrs = [{addrs}]
            algorithm = "weighted_round_robin"
            weights = [3, 1]
            health_check = "http://127.0.0.1/health?check_frequency=2s"

            [locations.weighted]
            upstream = "demo_weighted"
            path = "/weighted"
            path_type = "prefix"
            rewrite = "/"

            # /api is cut off on the way in; on the way out a header is added.
            [locations.api]
            upstream = "demo"
            path = "/api"
            path_type = "prefix"
            rewrite = "/"
            headers_add = ["X-Served-By: pingap"]

            [locations.root]
            upstream = "demo"
            path = "/"
            path_type = "prefix"

            [servers.http]
            addr = "{string.Join(',', listen)}"
            locations = ["weighted", "api", "root"]

            """);
    }
}
