using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Pingap.Gateway.Listeners;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Tests.Listeners;

public sealed class IdleConnectionTests : IConnectionHeartbeatFeature, IConnectionLifetimeNotificationFeature, IHostContextContainer<ProxyContext>
{
    private Action _beat = () => { };

    public ProxyContext? HostContext { get; set; } = new();

    public CancellationToken ConnectionClosedRequested { get; set; }

    [Fact]
    public async Task The_context_of_a_connection_that_stays_idle_is_given_up()
    {
        await ServeAsync();
        _beat();
        Assert.NotNull(HostContext);
        _beat();
        Assert.Null(HostContext);
        _beat();
    }

    [Fact]
    public async Task The_context_of_a_request_is_kept()
    {
        await ServeAsync();
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature { Protocol = "HTTP/1.1" });
        _beat();
        HostContext!.Begin(features);
        _beat();
        HostContext.End();
        _beat();
        Assert.NotNull(HostContext);
        _beat();
        Assert.Null(HostContext);
    }

    void IConnectionHeartbeatFeature.OnHeartbeat(Action<object> action, object state) => _beat = () => action(state);

    void IConnectionLifetimeNotificationFeature.RequestClose()
    {
    }

    private async Task ServeAsync()
    {
        var transport = new DefaultConnectionContext();
        transport.Features.Set<IConnectionHeartbeatFeature>(this);
        transport.Features.Set<IConnectionLifetimeNotificationFeature>(this);
        var connection = new ClientConnection(
            transport, new ListenerFeature(TestFront.Plan("a")), new OpenConnections(), new ConnectionCounts(new ClientLimits()), NullLogger.Instance) { Contexts = this };
        await ClientConnection.ServeAsync(connection, _ => Task.CompletedTask);
    }
}
