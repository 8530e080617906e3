using Pingap.Architecture.Tests.Reading;

namespace Pingap.Architecture.Tests.Rules;

/// <summary>Starting top-level actors and registering services, which belongs into Hosting rooms.</summary>
internal static class Wiring
{
    private static readonly HashSet<string> Tools =
    [
        "Microsoft.Extensions.DependencyInjection.IServiceCollection",
        "Microsoft.Extensions.DependencyInjection.ServiceCollection",
        "Akka.Hosting.AkkaConfigurationBuilder",
    ];

    /// <summary>Every act of wiring below a root, outside its Hosting room. An actor may start children of its own.</summary>
    public static IEnumerable<string> OutsideHosting(CodeGraph graph, string root) =>
        from use in graph.Dependencies
        where use.From.IsIn(root) && !use.From.IsIn($"{root}.Hosting") && Wires(use)
        select $"{use}: nothing outside a Hosting room wires";

    private static bool Wires(Dependency use) => use.Member is null
        ? Tools.Contains(use.To.ToString())
        : use is { To: { Namespace: "Akka.Actor", Name: "ActorSystem" or "ExtendedActorSystem" }, Member: "ActorOf" };
}
