using Pingap.Architecture.Tests.Reading;
using Pingap.Architecture.Tests.Rules;

namespace Pingap.Architecture.Tests;

public sealed class NamespaceCircleTests
{
    [Theory]
    [MemberData(nameof(Built.Projects), MemberType = typeof(Built))]
    public void No_namespaces_use_each_other_in_a_circle(string root, string assembly) =>
        Built.AssertNone(NamespaceCircles.In(Built.Graph(assembly), root));

    [Fact]
    public void A_circle_by_way_of_others_is_seen_and_what_only_leads_to_it_is_not()
    {
        var graph = CodeGraph.Of(Use("R.A", "R.B"), Use("R.B", "R.C"), Use("R.C", "R.A"), Use("R.D", "R.A"), Use("R.C", "R.E"));

        Assert.Equal(
            ["R.A and R.B", "R.B and R.C", "R.C and R.A"],
            NamespaceCircles.In(graph, "R").Select(complaint => complaint.Split(": ")[1].Replace(" are in a circle", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_circle_through_a_method_body_is_seen_with_its_types()
    {
        var complaints = NamespaceCircles.In(Built.Sample("Circle"), $"{Built.SamplesRoot}.Circle");

        Assert.Contains(complaints, complaint => complaint.Contains("Circle.One.First → ", StringComparison.Ordinal));
        Assert.Contains(complaints, complaint => complaint.Contains("Circle.Two.Second → ", StringComparison.Ordinal));
    }

    private static Dependency Use(string from, string to) => new(new(from, "Here"), new(to, "There"));
}
