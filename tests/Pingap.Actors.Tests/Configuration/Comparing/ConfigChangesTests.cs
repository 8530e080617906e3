using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Comparing;
using Pingap.Testing;

namespace Pingap.Actors.Tests.Configuration.Comparing;

public sealed class ConfigChangesTests
{
    [Fact]
    public void Equal_entities_are_no_change() =>
        Assert.Equal("nothing", ConfigChanges.Between(With(Some.Upstream("a")), With(Some.Upstream("a"))).ToString());

    [Fact]
    public void Entities_are_compared_by_name_and_value() =>
        Assert.Equal(
            "+upstreams.c ~upstreams.b -upstreams.a",
            ConfigChanges.Between(
                With(Some.Upstream("a"), Some.Upstream("b")), With(Some.Upstream("b", weights: [2, 1]), Some.Upstream("c"))).ToString());

    [Fact]
    public void Basic_settings_count() =>
        Assert.Equal("~basic", ConfigChanges.Between(With(), With() with { Basic = BasicConfig.Default with { Name = "other" } }).ToString());

    [Fact]
    public void An_odd_name_is_held_as_it_is_and_shown_on_one_line()
    {
        var changes = ConfigChanges.Between(With(), With(Some.Upstream("a\n.\"b")));
        Assert.Equal((new EntityKey("upstreams", "a\n.\"b"), "+upstreams.\"a\\u000A.\"b\""), (Assert.Single(changes.AddedEntities), changes.ToString()));
    }

    private static ProxyConfig With(params UpstreamConfig[] upstreams) => Some.Config(upstreams);
}
