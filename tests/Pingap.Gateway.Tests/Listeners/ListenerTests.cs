using System.Net;
using System.Net.Sockets;
using System.Text;
using Pingap.Testing;
using static Pingap.Gateway.Tests.Listeners.TestFront;

namespace Pingap.Gateway.Tests.Listeners;

public sealed class ListenerTests
{
    [Fact]
    public async Task Cleartext_without_http2_speaks_http1()
    {
        await using var front = await StartAsync(Plan("a"));
        Assert.Equal("a HTTP/1.1 http", await GetAsync(front.Port("a")));
    }

    [Theory]
    [InlineData("1.1", "a HTTP/1.1 http")]
    [InlineData("2.0", "a HTTP/2 http")]
    public async Task Cleartext_with_http2_speaks_both_on_one_port(string version, string answer)
    {
        await using var front = await StartAsync(Plan("a", http2: true));
        Assert.Equal(answer, await GetAsync(front.Port("a"), Version.Parse(version)));
    }

    [Fact]
    public async Task A_new_server_name_holds_from_the_next_request_of_an_open_connection_on()
    {
        await using var front = await StartAsync(Plan("a"));
        using var client = Client(HttpVersion.Version11);
        var uri = new Uri($"http://127.0.0.1:{front.Port("a")}/");
        Assert.Equal("a HTTP/1.1 http", await client.GetStringAsync(uri));
        front.Apply(Plan("renamed"));
        Assert.Equal("renamed HTTP/1.1 http", await client.GetStringAsync(uri));
    }

    [Fact]
    public async Task Http_becomes_https_on_the_same_socket()
    {
        using var authority = new TestAuthority();
        await using var front = await StartAsync(Plan("a"));
        front.Serve(authority.Issue("x", ["x.test"], isDefault: true));
        var port = front.Port("a");
        Assert.Equal("a HTTP/1.1 http", await GetAsync(port));
        front.Apply(Plan("a", tls: AnyTls));
        using var client = Client(HttpVersion.Version11, authority);
        Assert.Equal("a HTTP/1.1 https", await client.GetStringAsync(new Uri($"https://127.0.0.1:{port}/")));
    }

    [Fact]
    public async Task A_removed_address_refuses_at_once_while_its_open_request_finishes()
    {
        await using var front = await StartAsync(Plan("a", FreePort()));
        var port = front.Port("a");
        using var client = await ConnectAsync(port);
        await client.SendAsync("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        await front.Application.Entered;
        front.Apply();
        Assert.True(await IsRefusedAsync(port));
        front.Application.Release();
        Assert.Contains("a HTTP/1.1 http", await ReadToEndAsync(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removed_address_closes_its_idle_connections()
    {
        await using var front = await StartAsync(Plan("a"));
        using var client = await ConnectAsync(front.Port("a"));
        await client.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        var head = new byte[8];
        await client.ReceiveAsync(head).WaitAsync(Deadline);
        front.Apply();
        Assert.Contains("a HTTP/1.1 http", await ReadToEndAsync(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removed_address_closes_connections_that_have_said_nothing_yet()
    {
        await using var front = await StartAsync(Plan("a", http2: true));
        var port = front.Port("a");
        using var silent = await ConnectAsync(port);
        // Connections are accepted in order: when this one is answered, the silent one is in.
        await GetAsync(port);
        front.Apply();
        Assert.Equal("", await ReadToEndAsync(silent));
    }

    [Fact]
    public async Task An_open_http2_stream_finishes_after_its_address_is_removed()
    {
        await using var front = await StartAsync(Plan("a", http2: true));
        using var client = Client(HttpVersion.Version20);
        var answer = client.GetStringAsync(new Uri($"http://127.0.0.1:{front.Port("a")}/hold"));
        await front.Application.Entered;
        front.Apply();
        front.Application.Release();
        Assert.Equal("a HTTP/2 http", await answer);
    }

    [Fact]
    public async Task Connections_of_a_removed_address_are_aborted_after_its_grace()
    {
        await using var front = await StartAsync(Plan("a"));
        using var client = await ConnectAsync(front.Port("a"));
        await client.SendAsync("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        await front.Application.Entered;
        front.Prepare().Commit(TimeSpan.FromMilliseconds(20));
        await front.Application.Aborted;
    }

    [Fact]
    public async Task A_slow_preface_is_understood_and_delays_nobody()
    {
        await using var front = await StartAsync(Plan("a", http2: true));
        var port = front.Port("a");
        using var slow = await ConnectAsync(port);
        // An empty SETTINGS frame (RFC 9113 §6.5) completes the client's side of the preface.
        byte[] opening = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, 0, 0, 0, 4, 0, 0, 0, 0, 0];
        foreach (var octet in opening)
        {
            await slow.SendAsync(new[] { octet });
            Assert.Equal("a HTTP/1.1 http", await GetAsync(port));
        }

        var frame = new byte[9];
        using var stream = new NetworkStream(slow);
        await stream.ReadExactlyAsync(frame).AsTask().WaitAsync(Deadline);
        Assert.Equal(4, frame[3]);
    }

    [Fact]
    public async Task A_method_that_begins_like_the_preface_is_http1()
    {
        await using var front = await StartAsync(Plan("a", http2: true));
        using var client = await ConnectAsync(front.Port("a"));
        await client.SendAsync("PR"u8.ToArray());
        await GetAsync(front.Port("a"));
        await client.SendAsync(Encoding.ASCII.GetBytes("OPFIND / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        Assert.Contains("a HTTP/1.1 http", await ReadToEndAsync(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_never_says_what_it_speaks_is_closed_after_the_head_timeout()
    {
        var time = new HandFiredTimers();
        await using var front = await StartAsync(time, Plan("a", http2: true));
        using var client = await ConnectAsync(front.Port("a"));
        await client.SendAsync("PRI * "u8.ToArray());
        var timer = await time.NextAsync();
        Assert.Equal(TimeSpan.FromSeconds(10), timer.Due);
        timer.Fire();
        Assert.Equal("", await ReadToEndAsync(client));
    }
}
