namespace Pingap.Architecture.Tests;

/// <summary>Pingap.Actors ◄ Pingap.Gateway ◄ Pingap.Cli, and no ASP.NET among the actors.</summary>
public sealed class ProjectTests
{
    [Theory]
    [InlineData("Pingap.Actors", "Pingap.Gateway")]
    [InlineData("Pingap.Actors", "pingap")]
    [InlineData("Pingap.Actors", "Microsoft.AspNetCore")]
    [InlineData("Pingap.Actors", "Yarp.")]
    [InlineData("Pingap.Gateway", "pingap")]
    public void A_project_uses_only_those_to_its_left(string project, string forbidden) =>
        Built.AssertNone(Uses(project, forbidden).Select(used => $"{project} → {used}"));

    [Fact]
    public void A_reference_is_seen() => Assert.Contains("Mono.Cecil", Uses("Pingap.Architecture.Tests", "Mono."));

    private static IEnumerable<string> Uses(string project, string forbidden) => Built.Graph(project).Assemblies
        .Where(name => name == forbidden || name.StartsWith(forbidden.TrimEnd('.') + ".", StringComparison.Ordinal));
}
