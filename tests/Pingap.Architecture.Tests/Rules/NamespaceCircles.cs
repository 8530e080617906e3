using Pingap.Architecture.Tests.Reading;

namespace Pingap.Architecture.Tests.Rules;

/// <summary>Namespaces that use each other, directly or by way of others.</summary>
internal static class NamespaceCircles
{
    /// <summary>Every use between two namespaces below a root that lead to each other.</summary>
    public static IEnumerable<string> In(CodeGraph graph, string root)
    {
        var uses = graph.Dependencies
            .Where(use => use.Member is null && use.From.IsIn(root) && use.To.IsIn(root) && use.From.Namespace != use.To.Namespace)
            .ToList();
        var next = uses.ToLookup(use => use.From.Namespace, use => use.To.Namespace);
        return
            from use in uses
            where Reachable(use.To.Namespace, next).Contains(use.From.Namespace)
            orderby use.From.Namespace, use.To.Namespace
            select $"{use}: {use.From.Namespace} and {use.To.Namespace} are in a circle";
    }

    private static HashSet<string> Reachable(string start, ILookup<string, string> next)
    {
        var seen = new HashSet<string> { start };
        var open = new Stack<string>([start]);
        while (open.TryPop(out var at))
        {
            foreach (var to in next[at].Where(seen.Add)) open.Push(to);
        }

        return seen;
    }
}
