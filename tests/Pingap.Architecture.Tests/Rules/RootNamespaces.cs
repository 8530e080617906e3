using Pingap.Architecture.Tests.Reading;

namespace Pingap.Architecture.Tests.Rules;

/// <summary>A folder is a namespace is one idea; a root namespace is none.</summary>
internal static class RootNamespaces
{
    /// <summary>Public types that live in a root namespace, or in none.</summary>
    public static IEnumerable<string> TypesIn(CodeGraph graph, string root) =>
        from type in graph.PublicTypes
        where type.Namespace.Length == 0 || type.Namespace == root
        select $"{type} lives in no room";
}
