using System.Collections.Frozen;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Pingap.Actors.Configuration;
using Pingap.Actors.Control;
using Pingap.Actors.Upstreams;
using Pingap.Gateway.Forwarding;
using Pingap.Gateway.Hosting;
using Pingap.Gateway.Listeners;
using Pingap.Gateway.Proxying;
using Pingap.Gateway.Tests.Listeners;
using Pingap.Gateway.Tests.Proxying;
using Pingap.Gateway.Tls;

namespace Pingap.Gateway.Tests.Hosting;

public sealed class GatewayParticipantTests : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddKestrelFront().BuildServiceProvider();
    private readonly SnapshotStore _snapshots = new();
    private readonly UpstreamConfig _upstream = Given.Upstream();
    private readonly int _port = TestFront.FreePort();
    private readonly GatewayParticipant _participant;
    private long _version;

    public GatewayParticipantTests() => _participant = new(
        _snapshots, _services.GetRequiredService<CertificateStore>(), Listeners, new ClientLimits(), _ => { });

    private ListenerSet Listeners => _services.GetRequiredService<ListenerSet>();

    private UpstreamClient Client => _snapshots.Current.Upstreams[Given.UpstreamName].Client;

    [Fact]
    public async Task A_preparation_that_throws_leaves_its_addresses_free_for_the_next()
    {
        var incomplete = Version(_upstream) with { Upstreams = FrozenDictionary<UpstreamName, UpstreamHandle>.Empty };
        await Assert.ThrowsAnyAsync<Exception>(() => _participant.PrepareAsync(incomplete, CancellationToken.None));
        Assert.IsType<ApplyPreparation.Ready>(await _participant.PrepareAsync(Version(_upstream), CancellationToken.None));
    }

    [Fact]
    public async Task Connections_that_the_new_configuration_does_not_share_are_closed_without_a_wait()
    {
        await ApplyAsync(_upstream);
        var old = Client;
        await ApplyAsync(_upstream with { Protocol = UpstreamProtocol.Http2 });
        Assert.False(old.TryEnter());
    }

    [Fact]
    public async Task Connections_in_use_stay_open()
    {
        await ApplyAsync(_upstream);
        var old = Client;
        Assert.True(old.TryEnter());
        await ApplyAsync(_upstream with { Protocol = UpstreamProtocol.Http2 });
        Assert.True(old.TryEnter());
    }

    [Fact]
    public async Task Connections_that_both_configurations_share_are_kept()
    {
        await ApplyAsync(_upstream);
        var old = Client;
        await ApplyAsync(_upstream with { Balancing = BalancingConfig.IpHash });
        Assert.Same(old, Client);
        Assert.True(old.TryEnter());
    }

    public async ValueTask DisposeAsync()
    {
        await Listeners.StopAsync(TimeSpan.Zero);
        await _services.DisposeAsync();
    }

    private VersionedConfig Version(UpstreamConfig upstream)
    {
        var config = Given.Config(Given.Location(), upstream);
        var server = config.Servers[Given.Server] with { Addresses = [new(new IPEndPoint(IPAddress.Loopback, _port))] };
        return new(
            ++_version,
            config with { Servers = new[] { KeyValuePair.Create(server.Name, server) }.ToFrozenDictionary() },
            FrozenDictionary<string, SourcePlace>.Empty,
            new[] { KeyValuePair.Create(upstream.Name, new UpstreamHandle(upstream)) }.ToFrozenDictionary());
    }

    private async Task ApplyAsync(UpstreamConfig upstream)
    {
        var ready = Assert.IsType<ApplyPreparation.Ready>(await _participant.PrepareAsync(Version(upstream), CancellationToken.None));
        ready.Commit();
    }
}
