using Pingap.Cli.Conversion.Findings;

namespace Pingap.Cli.Conversion.Listening;

/// <summary>
/// Puts the servers of one address in tiers, so that trying the tiers from the highest to the lowest finds the server that nginx chooses: exact
/// name, longest leading wildcard, longest trailing wildcard, first expression, default server.
/// </summary>
/// <remarks>
/// (1) Each server is a node with all its names. (2) A node stands above another if one of its names precedes one of the other's and both may
/// hold for one host. (3) Where that makes a circle, its nodes are split, a name each; names alone have an order, so that ends. (4) The
/// longest way down is the tier.
/// </remarks>
internal static class HostTiers
{
    /// <summary>The tiers in the order of the file.</summary>
    public static IReadOnlyList<HostTier> Of(ListenerGroup group, FindingList findings)
    {
        var nodes = Nodes(group, findings);
        while (true)
        {
            var below = Below(nodes);
            var tiers = Tiers(nodes, below);
            var circle = Circle(nodes, below, tiers);
            if (circle.Count == 0) return Joined(nodes, tiers);
            nodes = [.. nodes.SelectMany(node => circle.Contains(node) ? node.Names.Select(name => new Node(node.Server, [name])) : [node])];
        }
    }

    private static List<Node> Nodes(ListenerGroup group, FindingList findings)
    {
        var taken = new HashSet<(ServerNameKind, string)>();
        var nodes = new List<Node>();
        foreach (var server in group.Servers)
        {
            // Of two servers with the same name, nginx gives it to the first and ignores the second.
            var names = server.Names.Where(name => name.Kind is ServerNameKind.Regex || taken.Add((name.Kind, name.Text))).ToList();
            if (server == group.Default) names.Add(ServerNamePattern.Any);
            if (names.Count > 0) nodes.Add(new Node(server, names));
            else findings.Note(server.Directive, $"no request on {string.Join(", ", group.Addresses)} reaches it: its names are taken, or are none");
        }

        return nodes;
    }

    private static Dictionary<Node, List<Node>> Below(List<Node> nodes)
    {
        // Nothing stands above an exact name, and most servers of a large configuration have no other.
        var lower = nodes.Where(node => node.Names.Exists(name => name.Kind is not ServerNameKind.Exact)).ToList();
        return nodes.ToDictionary(node => node, node => lower.Where(other => other.Server != node.Server && StandsAbove(node, other)).ToList());
    }

    private static bool StandsAbove(Node node, Node other)
    {
        foreach (var name in node.Names)
            foreach (var lower in other.Names)
                if (name.Precedes(lower) && name.MayOverlap(lower)) return true;
        return false;
    }

    private static Dictionary<Node, int> Tiers(List<Node> nodes, Dictionary<Node, List<Node>> below)
    {
        var tiers = new Dictionary<Node, int>();
        for (var found = true; found;)
        {
            found = false;
            foreach (var node in nodes)
            {
                if (tiers.ContainsKey(node) || !below[node].TrueForAll(tiers.ContainsKey)) continue;
                tiers[node] = below[node].Count == 0 ? 0 : below[node].Max(lower => tiers[lower]) + 1;
                found = true;
            }
        }

        return tiers;
    }

    /// <summary>The nodes without a tier, but for those that merely stand above a circle.</summary>
    private static HashSet<Node> Circle(List<Node> nodes, Dictionary<Node, List<Node>> below, Dictionary<Node, int> tiers)
    {
        var left = nodes.Where(node => !tiers.ContainsKey(node)).ToHashSet();
        while (left.RemoveWhere(node => !left.Any(other => below[other].Contains(node))) > 0) continue;
        return left;
    }

    private static HostTier[] Joined(List<Node> nodes, Dictionary<Node, int> tiers) =>
    [
        .. nodes.GroupBy(node => (node.Server, Tier: tiers[node])).Select(same =>
        {
            var names = same.SelectMany(node => node.Names).ToList();
            return new HostTier(same.Key.Server, names.Contains(ServerNamePattern.Any) ? [] : names, same.Key.Tier);
        }),
    ];

    private sealed class Node(NginxServer server, List<ServerNamePattern> names)
    {
        public NginxServer Server { get; } = server;

        public List<ServerNamePattern> Names { get; } = names;
    }
}
