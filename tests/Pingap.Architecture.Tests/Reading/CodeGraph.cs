using Mono.Cecil;

namespace Pingap.Architecture.Tests.Reading;

/// <summary>Which type uses which, as it stands in a compiled assembly. Constants are not seen: the compiler copies their values.</summary>
/// <param name="Assemblies">The names of the assemblies that it refers to.</param>
/// <param name="PublicTypes">Its public types that are not nested, but for the one with the entry point, which the compiler makes.</param>
/// <param name="Dependencies">All uses, each once, none of a type by itself.</param>
internal sealed record CodeGraph(
    IReadOnlyCollection<string> Assemblies,
    IReadOnlyCollection<CodeType> PublicTypes,
    IReadOnlyCollection<Dependency> Dependencies)
{
    /// <summary>A graph made by hand.</summary>
    public static CodeGraph Of(params Dependency[] dependencies) => new([], [], dependencies);

    /// <summary>Reads an assembly, or the part of it in and below one namespace.</summary>
    public static CodeGraph Read(string file, string within = "")
    {
        using var assembly = AssemblyDefinition.ReadAssembly(file);
        var entry = assembly.EntryPoint?.DeclaringType;
        var types = assembly.MainModule.Types
            .Where(type => within.Length == 0 || new CodeType(type.Namespace, type.Name).IsIn(within))
            .ToList();
        return new(
            [.. assembly.MainModule.AssemblyReferences.Select(reference => reference.Name)],
            [.. types.Where(type => type.IsPublic && type != entry).Select(type => new CodeType(type.Namespace, type.Name))],
            [.. types.SelectMany(UsesOf).Distinct()]);
    }

    private static IEnumerable<Dependency> UsesOf(TypeDefinition type)
    {
        var from = new CodeType(type.Namespace, type.Name);
        var uses = new TypeUses();
        uses.AddWithNested(type);
        return uses.Found.Where(use => use.Type != from).Select(use => new Dependency(from, use.Type, use.Member));
    }
}
