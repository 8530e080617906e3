using System.Collections.Frozen;
using Pingap.Actors.Configuration;
using Pingap.Actors.Upstreams;
using Pingap.Gateway.Forwarding;
using Pingap.Gateway.Proxying;

namespace Pingap.Gateway.Tests.Proxying;

public sealed class ProxySnapshotTests : IDisposable
{
    private readonly UpstreamClient _client = new(Given.Upstream());
    private readonly UpstreamHandle _handle = new(Given.Upstream());
    private readonly ProxySnapshot _before;

    public ProxySnapshotTests() => _before = Of(Given.Location(), _client, null);

    public void Dispose() => _client.Dispose();

    [Fact]
    public void What_has_not_changed_is_taken_over()
    {
        var after = Of(Given.Location(), _client, _before);
        Assert.Same(Server(_before).Routes, Server(after).Routes);
        Assert.Same(Server(_before).Plans[0], Server(after).Plans[0]);
    }

    [Fact]
    public void A_location_that_has_changed_is_made_anew()
    {
        var after = Of(Given.Location() with { MaxBodySize = 7 }, _client, _before);
        Assert.Equal(7, Server(after).Plans[0].Forward.MaxBodySize);
        Assert.Equal(7, Server(after).Routes.Routes[0].Config.MaxBodySize);
    }

    [Fact]
    public void A_location_whose_upstream_has_other_connections_uses_those()
    {
        using var other = new UpstreamClient(Given.Upstream());
        var after = Of(Given.Location(), other, _before);
        Assert.Same(other, Server(after).Plans[0].Upstream!.Client);
    }

    private ProxySnapshot Of(LocationConfig location, UpstreamClient client, ProxySnapshot? before) => ProxySnapshot.Of(
        2,
        Given.Config(location, Given.Upstream()),
        new[] { KeyValuePair.Create(Given.UpstreamName, new UpstreamView(_handle, client)) }.ToFrozenDictionary(),
        before);

    private static ServerView Server(ProxySnapshot snapshot) => snapshot.Servers[Given.Server];
}
