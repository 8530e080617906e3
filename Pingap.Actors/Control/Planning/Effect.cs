using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Comparing;

namespace Pingap.Actors.Control.Planning;

/// <summary>Says in words what a change does to what runs.</summary>
internal static class Effect
{
    /// <summary>What becomes of an entity that differs between two configurations.</summary>
    public static string Of(EntityKey entity, ProxyConfig before, ProxyConfig after)
    {
        var name = entity.Name ?? "";
        return entity.Section switch
        {
            "upstreams" => Upstream(before.Upstreams.GetValueOrDefault(new UpstreamName(name)), after.Upstreams.GetValueOrDefault(new UpstreamName(name))),
            "servers" => Server(before.Servers.GetValueOrDefault(new ServerName(name)), after.Servers.GetValueOrDefault(new ServerName(name)), after.Basic.GracePeriod),
            "locations" => "from the next request on",
            "certificates" => "from the next TLS handshake on",
            _ => "at once",
        };
    }

    private static string Upstream(UpstreamConfig? old, UpstreamConfig? next)
    {
        if (next is null) return "stops when its requests have finished";
        if (old is null) return $"starts with {Backends(next)}";
        return $"{Members(old, next)}; {(next.SharesConnectionsWith(old) ? "its connections stay open" : "new connections for the next requests")}";
    }

    private static string Members(UpstreamConfig old, UpstreamConfig next)
    {
        if (old.Discovery.Kind is not DiscoveryKind.Static || next.Discovery.Kind is not DiscoveryKind.Static)
        {
            const string Anew = "their checks or breakers being others";
            var isSame = old.Discovery == next.Discovery && old.Backends.Equals(next.Backends);
            return (isSame, next.JudgesBackendsAs(old)) switch
            {
                (true, true) => "keeps the backends that were found, with counts and breakers",
                (true, false) => $"begins anew with the backends that were found, {Anew}",
                (false, true) => $"has {Backends(next)}; those it has already keep counts and breakers",
                (false, false) => $"has {Backends(next)}; begins anew with those it has already, {Anew}",
            };
        }

        var kept = next.Backends.Where(backend => old.Backends.Any(was => was.Address == backend.Address)).ToList();
        return string.Join("; ", [
            .. next.JudgesBackendsAs(old) ? Part("keeps", kept, " with counts and breakers") : Part("begins anew with", kept, ", their checks or breakers being others"),
            .. Part("starts", next.Backends.Except(kept), ""),
            .. Part("lets go of", old.Backends.Where(was => next.Backends.All(backend => backend.Address != was.Address)), " when their requests have finished"),
        ]);
    }

    private static string Backends(UpstreamConfig upstream) => upstream.Discovery.Kind switch
    {
        DiscoveryKind.Dns => $"all addresses of {List(upstream.Backends)}",
        DiscoveryKind.Docker => $"the containers labelled {string.Join(", ", upstream.Discovery.Containers)}",
        DiscoveryKind.File => $"the backends in {string.Join(", ", upstream.Discovery.Files)}",
        DiscoveryKind.Transparent => $"the hosts that requests name, of {string.Join(", ", upstream.Discovery.Dialed)}",
        _ => List(upstream.Backends),
    };

    private static string Server(ServerConfig? old, ServerConfig? next, TimeSpan grace)
    {
        if (old is null) return $"listens on {string.Join(", ", next!.Addresses)}";
        var drain = $"open connections have {grace.TotalSeconds:0.###} s to finish";
        if (next is null) return $"stops listening on {string.Join(", ", old.Addresses)}; {drain}";
        var parts = new List<string>();
        if (next.Addresses.Except(old.Addresses).ToList() is { Count: > 0 } opened) parts.Add($"listens on {string.Join(", ", opened)}");
        if (old.Addresses.Except(next.Addresses).ToList() is { Count: > 0 } closed) parts.Add($"stops listening on {string.Join(", ", closed)}; {drain}");
        if (old.Tls is null != next.Tls is null) parts.Add($"speaks {(next.Tls is null ? "HTTP" : "HTTPS")} to new connections; {drain}");
        else if (old.Tls != next.Tls || old.Http2 != next.Http2) parts.Add("takes effect for new connections");
        return parts.Count > 0 ? string.Join("; ", parts) : "from the next request on; its connections stay open";
    }

    private static IEnumerable<string> Part(string verb, IEnumerable<BackendConfig> backends, string after) =>
        backends.ToList() is { Count: > 0 } some ? [$"{verb} {List(some)}{after}"] : [];

    private static string List(IEnumerable<BackendConfig> backends) => string.Join(", ", backends.Select(backend => backend.Address));
}
