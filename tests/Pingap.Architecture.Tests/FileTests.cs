using Pingap.Architecture.Tests.Reading;
using Pingap.Architecture.Tests.Rules;

namespace Pingap.Architecture.Tests;

public sealed class FileTests
{
    [Theory]
    [InlineData("Pingap.Actors")]
    [InlineData("Pingap.Gateway")]
    [InlineData("Pingap.Cli")]
    public void A_file_has_one_public_type_and_its_name(string project) =>
        Built.AssertNone(SourceTree.Of(project).Select(OneTypeAFile.Problem).OfType<string>());

    [Theory]
    [MemberData(nameof(Built.Projects), MemberType = typeof(Built))]
    public void No_public_type_lives_in_a_root_namespace(string root, string assembly) =>
        Built.AssertNone(RootNamespaces.TypesIn(Built.Graph(assembly), root));

    [Fact]
    public void The_scan_finds_the_files() => Assert.Contains(
        SourceTree.Of("Pingap.Actors"),
        file => file.Path == "Pingap.Actors/Configuration/LocationConfig.cs" && SourceTree.PublicTypes(file) is ["LocationConfig"]);

    [Theory]
    [InlineData("public sealed class A;\npublic enum B { }", "R/A.cs declares A and B: one public type a file")]
    [InlineData("public readonly record struct B(int X);", "R/A.cs declares B: a file is named after its type")]
    [InlineData("public abstract record B\n{\n}", "R/A.cs declares B: a file is named after its type")]
    [InlineData("public static partial class B<T>\n{\n}", "R/A.cs declares B: a file is named after its type")]
    [InlineData("public delegate Task<int> B(string x);", "R/A.cs declares B: a file is named after its type")]
    [InlineData("public interface B : C;", "R/A.cs declares B: a file is named after its type")]
    public void A_file_that_is_two_ideas_or_has_another_name_is_seen(string text, string complaint) =>
        Assert.Equal(complaint, OneTypeAFile.Problem(new("R/A.cs", text)));

    [Theory]
    [InlineData("A.cs", "public sealed class A;\ninternal enum B { }")]
    [InlineData("A.cs", "public sealed class A<T>;\n\npublic static class A\n{\n}")]
    [InlineData("A.cs", "public sealed class A\n{\n    public enum B { }\n}")]
    [InlineData("A.Parsing.cs", "public partial class A\n{\n}")]
    [InlineData("A.cs", "/*\npublic class B\n*/\npublic class A;")]
    [InlineData("A.cs", "internal class B;")]
    public void What_belongs_together_may_stay_together(string name, string text) => Assert.Null(OneTypeAFile.Problem(new(name, text)));

    [Theory]
    [InlineData("")]
    [InlineData("R")]
    public void A_public_type_in_no_room_is_seen(string space)
    {
        var graph = new CodeGraph([], [new(space, "Lost"), new("R.Room", "Found")], []);

        Assert.Single(RootNamespaces.TypesIn(graph, "R"));
    }
}
