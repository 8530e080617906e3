using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Pingap.Architecture.Tests.Reading;

/// <summary>The receive methods of actors, as they stand in a compiled assembly.</summary>
internal static class Receives
{
    private const string UntypedActor = "Akka.Actor.UntypedActor";

    /// <summary>Actors with a receive, first or by <c>Become</c>, that never comes to <c>Unhandled</c>.</summary>
    public static IReadOnlyList<string> WithoutUnhandled(string file, string within = "")
    {
        using var assembly = AssemblyDefinition.ReadAssembly(file);
        var types = assembly.MainModule.GetTypes().Where(type => IsActor(type) && IsWithin(type, within));
        return [.. types.SelectMany(type => ReceivesOf(type)
            .Where(receive => !Reaches(receive, []))
            .Select(receive => $"{type.FullName}.{receive.Name} never comes to Unhandled(message)"))];
    }

    private static bool IsWithin(TypeDefinition type, string within)
    {
        while (type.DeclaringType is { } declaring) type = declaring;
        return within.Length == 0 || new CodeType(type.Namespace, type.Name).IsIn(within);
    }

    private static bool IsActor(TypeDefinition type)
    {
        for (var at = type.BaseType; at is not null; at = (at as TypeDefinition)?.BaseType)
        {
            if (at.FullName is UntypedActor or "Akka.Actor.UntypedActorWithStash" or "Akka.Actor.UntypedActorWithUnboundedStash") return true;
        }

        return false;
    }

    /// <summary><c>OnReceive</c>, and every method that is handed to <c>Become</c> or <c>BecomeStacked</c>.</summary>
    private static IEnumerable<MethodDefinition> ReceivesOf(TypeDefinition type)
    {
        var become = type.Methods.Where(method => method.HasBody)
            .Where(method => method.Body.Instructions.Any(at => at.Operand is MethodReference { Name: "Become" or "BecomeStacked" }))
            .SelectMany(method => method.Body.Instructions)
            .Where(at => at.OpCode.Code is Code.Ldftn)
            .Select(at => at.Operand)
            .OfType<MethodDefinition>()
            .Where(method => method.DeclaringType == type && IsReceive(method));
        return type.Methods.Where(method => method is { Name: "OnReceive", HasBody: true } && IsReceive(method)).Concat(become).Distinct();
    }

    private static bool IsReceive(MethodDefinition method) =>
        method.Parameters is [{ ParameterType.FullName: "System.Object" }] && method.ReturnType.FullName is "System.Void" or "System.Boolean";

    /// <summary>Whether a method calls <c>Unhandled</c>, itself or by way of others of its type.</summary>
    private static bool Reaches(MethodDefinition method, HashSet<MethodDefinition> seen) => method.HasBody
        && seen.Add(method)
        && CallsOf(method).Any(called =>
            called.Name == "Unhandled"
            || (called is MethodDefinition own && own.DeclaringType == method.DeclaringType && Reaches(own, seen)));

    // Calls only: a method handed to Become is a receive of its own.
    private static IEnumerable<MethodReference> CallsOf(MethodDefinition method) =>
        method.Body.Instructions.Where(at => at.OpCode.FlowControl is FlowControl.Call).Select(at => at.Operand).OfType<MethodReference>();
}
