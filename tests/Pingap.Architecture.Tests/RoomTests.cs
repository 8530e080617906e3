using Pingap.Architecture.Tests.Reading;
using Pingap.Architecture.Tests.Rules;

namespace Pingap.Architecture.Tests;

public sealed class RoomTests
{
    [Fact]
    public void The_rooms_of_the_actors_draw_no_forbidden_arrow() =>
        Built.AssertNone(Drawn(House.ActorsArrows(Built.ActorsRoot), Built.Graph("Pingap.Actors")));

    [Fact]
    public void The_rooms_of_the_gateway_draw_no_forbidden_arrow() =>
        Built.AssertNone(Drawn(House.GatewayArrows(Built.GatewayRoot, Built.ActorsRoot), Built.Graph("Pingap.Gateway")));

    [Fact]
    public void The_built_assemblies_are_what_is_read() => Assert.Contains(
        new Dependency(new("Pingap.Actors.Routing", "RoutingTable"), new("Pingap.Actors.Configuration", "LocationConfig")),
        Built.Graph("Pingap.Actors").Dependencies);

    [Theory]
    [InlineData("Routing", "Akka.Actor", "Routing is pure: no Akka")]
    [InlineData("Limits", "Akka.Event", "Limits is pure: no Akka")]
    [InlineData("Health", "R.Backends", "Health is pure: other rooms use it, never the reverse")]
    [InlineData("Control", "R.Hosting", "nothing outside a Hosting room wires")]
    public void A_forbidden_arrow_among_the_actors_is_seen(string from, string to, string because)
    {
        var graph = CodeGraph.Of(new Dependency(new($"R.{from}", "Here"), new(to, "There")));

        Assert.Equal([$"R.{from}.Here → {to}.There: {because}"], Drawn(House.ActorsArrows("R"), graph));
    }

    [Theory]
    [InlineData("Telemetry", "G.Pipeline", "Telemetry stands below Pipeline")]
    [InlineData("Pipeline", "G.Plugins", "Pipeline stands below Plugins")]
    [InlineData("Plugins", "G.Proxying", "Plugins stands below Proxying")]
    [InlineData("Plugins.Inner", "G.Proxying.Inner", "Plugins stands below Proxying")]
    [InlineData("Proxying", "G.Hosting", "Proxying stands below Hosting")]
    [InlineData("Caching", "G.Plugins", "the engine Caching stands below Plugins")]
    [InlineData("Compression", "G.Proxying", "the engine Compression stands below Proxying")]
    [InlineData("Forwarding", "G.Proxying", "the engine Forwarding stands below Proxying")]
    [InlineData("Transport", "G.Forwarding", "Transport stands below Forwarding")]
    [InlineData("Transport", "G.Listeners", "Listeners is used by Hosting only")]
    [InlineData("Proxying", "G.Listeners", "Listeners is used by Hosting only")]
    [InlineData("Plugins", "G.Tls", "Tls is used by Hosting only")]
    [InlineData("Tls", "G.Listeners", "Listeners is used by Hosting only")]
    [InlineData("Listeners", "G.Admin", "Admin is used by Hosting only")]
    [InlineData("Admin", "G.Hosting", "nothing outside a Hosting room wires")]
    [InlineData("Proxying", "A.Hosting", "nothing outside a Hosting room wires")]
    public void A_forbidden_arrow_in_the_gateway_is_seen(string from, string to, string because)
    {
        var graph = CodeGraph.Of(new Dependency(new($"G.{from}", "Here"), new(to, "There")));

        Assert.Equal([$"G.{from}.Here → {to}.There: {because}"], Drawn(House.GatewayArrows("G", "A"), graph));
    }

    [Theory]
    [InlineData("Proxying", "G.Forwarding")]
    [InlineData("Plugins", "G.Caching")]
    [InlineData("Forwarding", "G.Pipeline")]
    [InlineData("Hosting", "G.Listeners")]
    [InlineData("Listeners", "G.Tls")]
    [InlineData("Hosting", "A.Hosting")]
    [InlineData("PipelineOfAnotherName", "G.Hosting")]
    public void An_arrow_that_may_be_drawn_is_left_alone(string from, string to) => Assert.Empty(
        Drawn(House.GatewayArrows("G", "A"), CodeGraph.Of(new Dependency(new($"G.{from}", "Here"), new(to, "There")))));

    [Theory]
    [InlineData("BaseType")]
    [InlineData("Field")]
    [InlineData("Parameter")]
    [InlineData("TypeArgument")]
    [InlineData("Constraint")]
    [InlineData("Attribute")]
    [InlineData("Body")]
    [InlineData("Lambda")]
    [InlineData("AsyncBody")]
    [InlineData("Nested")]
    [InlineData("CaughtException")]
    public void An_arrow_is_seen_wherever_in_a_type_it_is_drawn(string type)
    {
        var graph = Built.Sample("Arrows");
        var arrow = new Arrow($"{Built.SamplesRoot}.Arrows.Low", $"{Built.SamplesRoot}.Arrows.High", "low");

        Assert.Contains(arrow.DrawnIn(graph), drawn => drawn.StartsWith($"{Built.SamplesRoot}.Arrows.Low.{type} →", StringComparison.Ordinal)
            || drawn.StartsWith($"{Built.SamplesRoot}.Arrows.Low.{type}`1 →", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Drawn(IEnumerable<Arrow> arrows, CodeGraph graph) =>
        arrows.SelectMany(arrow => arrow.DrawnIn(graph)).Distinct();
}
