namespace Pingap.Architecture.Tests.Rules;

/// <summary>The arrows of the house. The root namespace is an argument, so that a small house can stand in for the real one.</summary>
internal static class House
{
    /// <summary>What the pure rooms may use beside each other.</summary>
    private const string Model = "Configuration";

    private static readonly string[] Pure = ["Routing", "Balancing", "Health", "Limits"];

    private static readonly string[] Actors =
        [.. Pure, Model, "Handoff", "Backends", "Upstreams", "Discovery", "Files", "Rates", "Control", "Cluster", "Hosting"];

    /// <summary>From the lowest to the highest.</summary>
    private static readonly string[] Storeys = ["Telemetry", "Pipeline", "Plugins", "Proxying", "Hosting"];

    private static readonly string[] Engines = ["Caching", "Compression", "Forwarding", "Transport"];

    private static readonly string[] Gateway = [.. Storeys, .. Engines, "Listeners", "Tls", "Admin"];

    /// <summary>The namespaces of the pure rooms.</summary>
    public static IEnumerable<string> PureRooms(string root) => Pure.Select(room => $"{root}.{room}");

    /// <summary>Pure rooms use neither Akka nor the rooms that do; Hosting is used by nobody.</summary>
    public static IEnumerable<Arrow> ActorsArrows(string root) =>
    [
        .. from room in Pure
           select new Arrow($"{root}.{room}", "Akka", $"{room} is pure: no Akka"),
        .. from room in Pure
           from other in Actors.Except(Pure).Where(other => other != Model)
           select new Arrow($"{root}.{room}", $"{root}.{other}", $"{room} is pure: other rooms use it, never the reverse"),
        .. from room in Actors.Where(room => room != "Hosting")
           select new Arrow($"{root}.{room}", $"{root}.Hosting", "nothing outside a Hosting room wires"),
    ];

    /// <summary>Telemetry ◄ Pipeline ◄ Plugins ◄ Proxying ◄ Hosting; engines below Plugins; Listeners, Tls and Admin for Hosting.</summary>
    /// <param name="root">The gateway's namespace.</param>
    /// <param name="actorsRoot">The namespace of the actors, whose Hosting is for the gateway's Hosting alone.</param>
    public static IEnumerable<Arrow> GatewayArrows(string root, string actorsRoot) =>
    [
        .. from low in Enumerable.Range(0, Storeys.Length)
           from high in Enumerable.Range(low + 1, Storeys.Length - low - 1)
           select new Arrow($"{root}.{Storeys[low]}", $"{root}.{Storeys[high]}", $"{Storeys[low]} stands below {Storeys[high]}"),
        .. from engine in Engines
           from above in new[] { "Plugins", "Proxying", "Hosting" }
           select new Arrow($"{root}.{engine}", $"{root}.{above}", $"the engine {engine} stands below {above}"),
        .. from edge in new[] { "Listeners", "Tls", "Admin" }
           from room in Gateway.Where(room => room != "Hosting" && room != edge && !IsHandshake(room, edge))
           select new Arrow($"{root}.{room}", $"{root}.{edge}", $"{edge} is used by Hosting only"),
        new Arrow($"{root}.Transport", $"{root}.Forwarding", "Transport stands below Forwarding"),
        .. from edge in new[] { "Listeners", "Tls", "Admin" }
           select new Arrow($"{root}.{edge}", $"{root}.Hosting", "nothing outside a Hosting room wires"),
        .. from room in Gateway.Where(room => room != "Hosting")
           select new Arrow($"{root}.{room}", $"{actorsRoot}.Hosting", "nothing outside a Hosting room wires"),
    ];

    // A listener that speaks TLS shakes hands; Tls in turn knows nothing of listeners.
    private static bool IsHandshake(string room, string edge) => room is "Listeners" && edge is "Tls";
}
