using Pingap.Architecture.Tests.Reading;
using Pingap.Architecture.Tests.Rules;

namespace Pingap.Architecture.Tests;

public sealed class WiringTests
{
    [Theory]
    [InlineData("Pingap.Actors")]
    [InlineData("Pingap.Gateway")]
    public void Nothing_outside_a_Hosting_room_wires(string project) =>
        Built.AssertNone(Wiring.OutsideHosting(Built.Graph(project), project));

    [Fact]
    public void A_top_level_actor_started_elsewhere_is_seen() =>
        Assert.Contains(Complaints(), complaint => complaint.Contains("Control.StartsTopLevel → Akka.Actor.ActorSystem.ActorOf", StringComparison.Ordinal));

    [Fact]
    public void An_actor_may_start_its_children() =>
        Assert.DoesNotContain(Complaints(), complaint => complaint.Contains("StartsChild", StringComparison.Ordinal));

    [Theory]
    [InlineData("Microsoft.Extensions.DependencyInjection", "IServiceCollection")]
    [InlineData("Akka.Hosting", "AkkaConfigurationBuilder")]
    public void Registration_elsewhere_is_seen(string space, string name)
    {
        var use = new Dependency(new("R.Control", "Here"), new(space, name));

        Assert.Equal([$"{use}: nothing outside a Hosting room wires"], Wiring.OutsideHosting(CodeGraph.Of(use), "R"));
    }

    [Fact]
    public void A_Hosting_room_wires() => Assert.Empty(Wiring.OutsideHosting(
        CodeGraph.Of(new Dependency(new("R.Hosting", "Here"), new("Akka.Hosting", "AkkaConfigurationBuilder"))), "R"));

    private static IEnumerable<string> Complaints() => Wiring.OutsideHosting(Built.Sample("Wires"), $"{Built.SamplesRoot}.Wires");
}
