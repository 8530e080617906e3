using System.Net;
using System.Net.Sockets;
using System.Text;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Listeners;
using Pingap.Testing;
using static Pingap.Gateway.Tests.Listeners.TestFront;

namespace Pingap.Gateway.Tests.Listeners;

public sealed class ListenerSetTests
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
    public async Task Each_server_answers_on_its_own_address()
    {
        await using var front = await StartAsync(Plan("a"), Plan("b"));
        Assert.Equal("b HTTP/1.1 http", await GetAsync(front.Port("b")));
    }

    [Fact]
    public async Task A_server_may_listen_on_several_addresses()
    {
        await using var front = await StartAsync(Plan("a"), Plan("a"));
        foreach (var listener in front.Set.Open) Assert.Equal("a HTTP/1.1 http", await GetAsync(listener.EndPoint.Port));
        Assert.Equal(2, front.Set.Open.Count);
    }

    [Fact]
    public async Task An_address_added_at_run_time_serves()
    {
        await using var front = await StartAsync(Plan("a"));
        front.Apply(Plan("a"), Plan("b"));
        Assert.Equal("b HTTP/1.1 http", await GetAsync(front.Port("b")));
    }

    [Fact]
    public async Task A_kept_address_keeps_its_port_and_its_connections()
    {
        await using var front = await StartAsync(Plan("a"));
        var port = front.Port("a");
        using var client = await ConnectAsync(port);
        front.Apply(Plan("b"), Plan("a"));
        Assert.Equal(port, front.Port("a"));
        await client.SendAsync("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"u8.ToArray());
        Assert.EndsWith("a HTTP/1.1 http", (await ReadToEndAsync(client)).Replace("\r\n0\r\n\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
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
    public async Task Nothing_is_accepted_before_the_commit()
    {
        await using var front = await StartAsync();
        var probe = FreePort();
        var change = front.Prepare(Plan("a", probe));
        Assert.Empty(front.Set.Open);
        // The system completes the connection; its request waits for the commit.
        var answer = GetAsync(probe);
        change.Commit(Deadline);
        Assert.Equal("a HTTP/1.1 http", await answer);
    }

    [Fact]
    public async Task Undo_closes_what_was_bound_and_leaves_the_rest()
    {
        await using var front = await StartAsync(Plan("a"));
        var port = FreePort();
        front.Prepare(Plan("b", port)).Undo();
        Assert.True(await IsRefusedAsync(port));
        Assert.Equal("a HTTP/1.1 http", await GetAsync(front.Port("a")));
    }

    [Fact]
    public async Task An_address_in_use_is_told_and_leaves_nothing_open()
    {
        await using var front = await StartAsync();
        using var other = new Socket(SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        var taken = Plan("b", ((IPEndPoint)other.LocalEndPoint!).Port);
        var free = FreePort();
        var refused = Assert.IsType<ListenerPreparation.Refused>(front.Set.Prepare([Plan("a", free), taken], threads: 0));
        Assert.Equal([new ListenerFailure(taken, "address in use")], refused.Failures);
        Assert.True(await IsRefusedAsync(free));
    }

    [Fact]
    public async Task A_foreign_address_is_told_in_words()
    {
        await using var front = await StartAsync();
        var plan = Plan("a") with { Address = new ListenAddress(IPEndPoint.Parse("192.0.2.1:0")) };
        var refused = Assert.IsType<ListenerPreparation.Refused>(front.Set.Prepare([plan], threads: 0));
        Assert.Equal("this machine has no such address", refused.Failures[0].Reason);
    }

    [Fact]
    public async Task All_failures_are_told_at_once()
    {
        await using var front = await StartAsync();
        var plan = Plan("a") with { Address = new ListenAddress(IPEndPoint.Parse("192.0.2.1:0")) };
        var refused = Assert.IsType<ListenerPreparation.Refused>(front.Set.Prepare([plan, plan], threads: 0));
        Assert.Equal(2, refused.Failures.Count);
    }

    [Fact]
    public async Task A_removed_address_refuses_at_once_while_its_open_request_finishes()
    {
        await using var front = await StartAsync(Plan("a"));
        var port = front.Port("a");
        using var client = await ConnectAsync(port);
        await client.SendAsync("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        await front.Application.Entered;
        front.Apply();
        Assert.True(await IsRefusedAsync(port));
        front.Application.Release();
        var answer = await ReadToEndAsync(client);
        Assert.Contains("a HTTP/1.1 http", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
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
    public async Task A_removed_address_can_be_listened_on_again_while_it_drains()
    {
        await using var front = await StartAsync();
        var port = FreePort();
        front.Apply(Plan("a", port));
        using var client = await ConnectAsync(port);
        await client.SendAsync("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        await front.Application.Entered;
        front.Apply();
        front.Apply(Plan("b", port));
        Assert.Equal("b HTTP/1.1 http", await GetAsync(port));
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
    public async Task Stop_refuses_at_once_and_waits_for_the_open_request()
    {
        await using var front = await StartAsync(Plan("a"));
        var port = front.Port("a");
        using var client = Client(HttpVersion.Version11);
        var answer = client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/hold"));
        await front.Application.Entered;
        var stop = front.Set.StopAsync(Deadline);
        Assert.True(await IsRefusedAsync(port));
        Assert.False(stop.IsCompleted);
        front.Application.Release();
        Assert.Equal("a HTTP/1.1 http", await answer);
        await stop.WaitAsync(Deadline);
    }

    [Fact]
    public async Task Stop_aborts_what_has_not_ended_within_the_grace()
    {
        await using var front = await StartAsync(Plan("a"));
        using var client = await ConnectAsync(front.Port("a"));
        await client.SendAsync("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        await front.Application.Entered;
        await front.Set.StopAsync(TimeSpan.FromMilliseconds(20)).WaitAsync(Deadline);
        await front.Application.Aborted;
    }

    [Fact]
    public async Task Stop_cuts_the_longer_grace_of_addresses_that_drain_already()
    {
        await using var front = await StartAsync(Plan("a"));
        using var client = await ConnectAsync(front.Port("a"));
        await client.SendAsync("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        await front.Application.Entered;
        front.Prepare().Commit(TimeSpan.FromHours(1));
        await front.Set.StopAsync(TimeSpan.FromMilliseconds(20)).WaitAsync(Deadline);
        await front.Application.Aborted;
    }

    [Fact]
    public async Task A_change_committed_after_stop_opens_nothing()
    {
        await using var front = await StartAsync();
        var port = FreePort();
        var change = front.Prepare(Plan("a", port));
        await front.Set.StopAsync(TimeSpan.Zero);
        change.Commit(Deadline);
        Assert.True(await IsRefusedAsync(port));
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

    [Fact]
    public async Task Both_families_of_one_port_may_be_asked_for()
    {
        await using var front = await StartAsync();
        var port = FreePort();
        ListenerPlan On(IPAddress address) => Plan("a") with { Address = new ListenAddress(new IPEndPoint(address, port)) };
        front.Apply(On(IPAddress.IPv6Any), On(IPAddress.Any));
        Assert.Equal("a HTTP/1.1 http", await GetAsync(port));
    }

    /// <summary>A port nobody listens on: another process could take it, but the system hands each out once before it begins anew.</summary>
    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
