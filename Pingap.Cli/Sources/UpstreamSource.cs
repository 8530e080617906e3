using Pingap.Actors.Configuration;

namespace Pingap.Cli.Sources;

/// <summary>Turns <c>--upstream</c>, <c>--addr</c> and <c>--domain</c> into a configuration.</summary>
internal static class UpstreamSource
{
    /// <summary>The name problems call the text by.</summary>
    public const string Name = "--upstream";

    /// <summary>One upstream, one location, one server.</summary>
    /// <param name="backends">At least one, none twice.</param>
    /// <param name="listen">At least one.</param>
    /// <param name="domains">Hosts served; empty is any.</param>
    public static ConfigDocument Document(
        IReadOnlyList<BackendAddress> backends, IReadOnlyList<ListenAddress> listen, IReadOnlyList<string> domains)
    {
        var host = domains.Count > 0 ? $"host = \"{string.Join(',', domains)}\"\n" : "";
        return new ConfigDocument(Name, $"""
            [upstreams.upstream]
            addrs = [{string.Join(", ", backends.Select(backend => $"\"{backend}\""))}]

            [locations.all]
            upstream = "upstream"
            path = "/"
            {host}enable_reverse_proxy_headers = true

            [servers.http]
            addr = "{string.Join(',', listen)}"
            locations = ["all"]

            """);
    }
}
