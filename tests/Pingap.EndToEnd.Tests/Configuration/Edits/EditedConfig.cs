using System.Globalization;

namespace Pingap.EndToEnd.Tests.Configuration.Edits;

/// <summary>
/// A configuration that is edited at random: entities that never change, and upstreams, locations and servers that come, change and go. What it serves is known, so that every
/// request made meanwhile can be judged.
/// </summary>
/// <param name="Stable">TOML of the entities that never change.</param>
/// <param name="StableLocations">The locations among them.</param>
/// <param name="Routes">Which backends serve <c>/v0</c>, <c>/v1</c> and so on, by the number in the path.</param>
/// <param name="Decoration">Makes texts differ that route the same: an option and its value on every location, or a comment.</param>
/// <param name="HasSecondServer">Whether another address is listened on.</param>
internal sealed record EditedConfig(
    string Stable, IReadOnlyList<string> StableLocations, IReadOnlyDictionary<int, IReadOnlyList<string>> Routes, string Decoration, bool HasSecondServer)
{
    /// <summary>How many paths there can be.</summary>
    public const int Paths = 8;

    /// <summary>The configuration after a random valid edit.</summary>
    /// <param name="random">Decides.</param>
    /// <param name="backends">Addresses that may serve.</param>
    public EditedConfig Edited(Random random, IReadOnlyList<string> backends)
    {
        var routes = Routes.ToDictionary();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var path = random.Next(Paths);
            if (random.Next(3) == 0) routes.Remove(path);
            else routes[path] = [.. backends.OrderBy(_ => random.Next()).Take(random.Next(1, backends.Count + 1))];
        }

        var decoration = random.Next(4) switch
        {
            0 => "",
            1 => $"max_retries = {random.Next(5)}",
            2 => $"headers_set = {{ X-Edit = \"{random.Next(1000)}\" }}",
            _ => $"# {random.Next(1000)}",
        };
        return this with { Routes = routes, Decoration = decoration, HasSecondServer = random.Next(8) == 0 ? !HasSecondServer : HasSecondServer };
    }

    /// <summary>The text.</summary>
    public string ToToml()
    {
        var routes = string.Concat(Routes.OrderBy(route => route.Key).Select(route => string.Create(CultureInfo.InvariantCulture, $"""
            [upstreams.v{route.Key}]
            addrs = [{string.Join(", ", route.Value.Select(backend => $"\"{backend}\""))}]

            [locations.v{route.Key}]
            upstream = "v{route.Key}"
            path = "/v{route.Key}"
            {Decoration}


            """)));
        var locations = string.Join(", ", StableLocations.Concat(Routes.Keys.Order().Select(path => $"v{path}")).Select(name => $"\"{name}\""));
        var second = HasSecondServer ? $"[servers.second]\naddr = \"127.0.0.1:0\"\nlocations = [{locations}]\n" : "";
        return $"{Stable}\n{routes}[servers.http]\naddr = \"127.0.0.1:0\"\nlocations = [{locations}]\n\n{second}";
    }

    /// <summary>The text with one random mistake in it.</summary>
    /// <param name="random">Decides.</param>
    /// <param name="taken">An address that something else listens on.</param>
    public string ToBrokenToml(Random random, string taken)
    {
        var text = ToToml();
        return random.Next(8) switch
        {
            0 => text + "[servers.http]\naddr = \"127.0.0.1:0\"\n",
            1 => text + "[upstreams.broken]\naddrs = [\"127.0.0.1:1\"]\nweights = [-2]\n",
            2 => text + "[locations.broken]\nupstream = \"nobody\"\n",
            3 => text + "[locations.broken]\npath = \"~(\"\n",
            4 => text + "[upstreams.broken]\nadrs = [\"127.0.0.1:1\"]\n",
            5 => text + $"[servers.broken]\naddr = \"{taken}\"\n",
            6 => text + "[certificates.broken]\ntls_cert = \"none.pem\"\ntls_key = \"none.pem\"\n",
            _ => text + "[upstreams.broken\naddrs = 1",
        };
    }
}
