using System.Net;
using System.Net.Sockets;
using Pingap.Gateway.Forwarding.Wire;

namespace Pingap.Gateway.Tests.Forwarding.Wire;

/// <summary>What a connection knows of what the other end has received.</summary>
public sealed class SocketLinkTests : IAsyncLifetime
{
    private static readonly byte[] Request = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"u8.ToArray();
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(30));
    private Socket _backend = null!;
    private SocketLink _link = null!;

    public async Task InitializeAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndpoint, _deadline.Token);
        _backend = await listener.AcceptSocketAsync(_deadline.Token);
        _link = new(client);
    }

    public Task DisposeAsync()
    {
        _link.Dispose();
        _backend.Dispose();
        _deadline.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task What_is_sent_to_a_backend_that_has_closed_is_not_taken()
    {
        _backend.Dispose();
        await _link.SendAsync(Request);
        Assert.True(await _link.HasTakenNothingAfterAsync(0));
    }

    [Fact]
    public async Task What_is_sent_after_an_exchange_to_a_backend_that_has_closed_is_not_taken()
    {
        await _link.SendAsync(Request);
        await ReceiveAsync();
        _backend.Dispose();
        await _link.SendAsync(Request);
        Assert.True(await _link.HasTakenNothingAfterAsync(Request.Length));
        Assert.False(await _link.HasTakenNothingAfterAsync(0));
    }

    [Fact]
    public async Task What_was_read_before_the_close_was_taken()
    {
        await _link.SendAsync(Request);
        await ReceiveAsync();
        _backend.Dispose();
        Assert.Equal(0, await _link.ReceiveAsync(new byte[1]));
        Assert.False(await _link.HasTakenNothingAfterAsync(0));
    }

    [Fact]
    public async Task What_lay_unread_at_the_close_may_have_been_taken()
    {
        await _link.SendAsync(Request);
        while (_backend.Available < Request.Length) await Task.Yield();
        _backend.Dispose();
        Assert.False(await _link.HasTakenNothingAfterAsync(0));
    }

    [Fact]
    public async Task A_backend_that_only_sends_no_more_may_take_what_comes()
    {
        _backend.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await _link.ReceiveAsync(new byte[1]));
        await _link.SendAsync(Request);
        Assert.False(await _link.HasTakenNothingAfterAsync(0));
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[Request.Length];
        for (var received = 0; received < buffer.Length;) received += await _backend.ReceiveAsync(buffer.AsMemory(received), SocketFlags.None, _deadline.Token);
    }
}
