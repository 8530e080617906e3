using System.Net;
using Microsoft.AspNetCore.Connections;
using Pingap.Gateway.Listeners;

namespace Pingap.Gateway.Tests.Listeners;

public sealed class ConnectionFeedTests
{
    private readonly ConnectionFeed _feed = new();

    [Fact]
    public void Only_the_doors_can_be_bound()
    {
        Assert.True(_feed.CanBind(FrontEndPoint.Tls));
        Assert.False(_feed.CanBind(new IPEndPoint(IPAddress.Loopback, 0)));
    }

    [Fact]
    public async Task What_is_delivered_before_the_binding_is_accepted_after_it()
    {
        await using var connection = new DefaultConnectionContext();
        Assert.True(_feed.Deliver(FrontEndPoint.Http2, connection));
        await using var listener = await _feed.BindAsync(FrontEndPoint.Http2);
        Assert.Same(connection, await listener.AcceptAsync());
    }

    [Fact]
    public async Task After_unbinding_nothing_is_taken_and_accepting_ends()
    {
        await using var connection = new DefaultConnectionContext();
        await using var listener = await _feed.BindAsync(FrontEndPoint.Http1);
        await listener.UnbindAsync();
        Assert.False(_feed.Deliver(FrontEndPoint.Http1, connection));
        Assert.Null(await listener.AcceptAsync());
    }
}
