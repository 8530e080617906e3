using Pingap.Architecture.Tests.Reading;

namespace Pingap.Architecture.Tests;

/// <summary>The three assemblies as they were built, and that of the tests, which has the bad examples.</summary>
internal static class Built
{
    public const string ActorsRoot = "Pingap.Actors";
    public const string GatewayRoot = "Pingap.Gateway";
    public const string CliRoot = "Pingap.Cli";
    public const string SamplesRoot = "Pingap.Architecture.Tests.Samples";

    /// <summary>Root namespaces, which are the names of the projects too, and the files of the assemblies.</summary>
    public static TheoryData<string, string> Projects => new()
    {
        { ActorsRoot, ActorsRoot },
        { GatewayRoot, GatewayRoot },
        { CliRoot, "pingap" },
    };

    public static string File(string assembly) => Path.Combine(AppContext.BaseDirectory, assembly + ".dll");

    public static CodeGraph Graph(string assembly) => CodeGraph.Read(File(assembly));

    /// <summary>A small house in which something is wrong.</summary>
    public static CodeGraph Sample(string name) => CodeGraph.Read(File(typeof(Built).Assembly.GetName().Name!), $"{SamplesRoot}.{name}");

    /// <summary>Asserts that there is nothing to complain about, showing what there is.</summary>
    public static void AssertNone(IEnumerable<string> complaints) =>
        Assert.True(!complaints.Any(), string.Join(Environment.NewLine, complaints.Distinct()));
}
