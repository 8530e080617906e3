using System.Net;
using System.Text.Json;

namespace Pingap.Actors.Discovery.Docker;

/// <summary>One container as the engine lists it (<c>GET /containers/json</c>).</summary>
/// <param name="Name">Its name, for people.</param>
/// <param name="IsReady">Whether it runs, and is healthy if it has a health check.</param>
/// <param name="Ports">The TCP ports it exposes, the lowest first.</param>
/// <param name="Addresses">Its address in each network, by the network's name.</param>
internal sealed record Container(string Name, bool IsReady, IReadOnlyList<int> Ports, IReadOnlyDictionary<string, IPAddress> Addresses)
{
    /// <summary>Reads one item of the engine's list.</summary>
    /// <exception cref="JsonException">It is no container.</exception>
    public static Container Read(JsonElement item)
    {
        if (item.ValueKind is not JsonValueKind.Object) throw new JsonException("a container is not an object");
        var hasName = item.TryGetProperty("Names", out var names) && names.ValueKind is JsonValueKind.Array && names.GetArrayLength() > 0;
        var name = hasName ? TextOf(names[0]).TrimStart('/') : Text(item, "Id");
        return new Container(name, IsUp(Text(item, "State"), Text(item, "Status")), PortsOf(item), AddressesOf(item));
    }

    /// <summary>Where it is reached, or what is wrong.</summary>
    /// <param name="network">The network to use, or <c>null</c> for the first by name.</param>
    /// <param name="wrong">What is wrong and what would do.</param>
    public IPAddress? Address(string? network, out string wrong)
    {
        wrong = "";
        if (network is null && Addresses.Count > 0) return Addresses.MinBy(held => held.Key, StringComparer.Ordinal).Value;
        if (network is not null && Addresses.TryGetValue(network, out var address)) return address;
        wrong = network is null
            ? $"container {Name} has no address of its own; attach it to a network"
            : $"container {Name} has no address in network {network}; attach it, or name another network by docker_network";
        return null;
    }

    /// <summary>Whether it is to get requests.</summary>
    /// <param name="state"><c>running</c>, <c>paused</c>, <c>exited</c> …</param>
    /// <param name="status">In words: <c>Up 5 minutes (healthy)</c>; the words in brackets stand only where there is a health check.</param>
    private static bool IsUp(string state, string status) =>
        state is "running" && !status.Contains("(unhealthy)", StringComparison.Ordinal) && !status.Contains("(health: starting)", StringComparison.Ordinal);

    private static List<int> PortsOf(JsonElement item)
    {
        if (!item.TryGetProperty(nameof(Ports), out var ports) || ports.ValueKind is not JsonValueKind.Array) return [];
        // A port that is published stands there once for each address it is published at.
        return
        [
            .. ports.EnumerateArray().Where(port => Text(port, "Type") is "tcp")
                .Select(port => 
                    port.TryGetProperty("PrivatePort", out var number) && number.ValueKind is JsonValueKind.Number && number.TryGetUInt16(out var value) ? value : 0)
                .Where(port => port > 0).Distinct().Order(),
        ];
    }

    private static Dictionary<string, IPAddress> AddressesOf(JsonElement item)
    {
        var addresses = new Dictionary<string, IPAddress>(StringComparer.Ordinal);
        if (!item.TryGetProperty("NetworkSettings", out var settings) || settings.ValueKind is not JsonValueKind.Object
            || !settings.TryGetProperty("Networks", out var networks) || networks.ValueKind is not JsonValueKind.Object) return addresses;
        foreach (var network in networks.EnumerateObject())
        {
            var text = Text(network.Value, "IPAddress") is { Length: > 0 } v4 ? v4 : Text(network.Value, "GlobalIPv6Address");
            if (IPAddress.TryParse(text, out var address)) addresses[network.Name] = address;
        }

        return addresses;
    }

    private static string Text(JsonElement item, string name) =>
        item.ValueKind is JsonValueKind.Object && item.TryGetProperty(name, out var value) ? TextOf(value) : "";

    private static string TextOf(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString()! : "";
}
