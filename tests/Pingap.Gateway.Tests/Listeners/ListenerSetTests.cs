using System.Net;
using System.Net.Sockets;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Listeners;
using static Pingap.Gateway.Tests.Listeners.TestFront;

namespace Pingap.Gateway.Tests.Listeners;

public sealed class ListenerSetTests
{
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
        foreach (var listener in front.Set.Open) Assert.Equal("a HTTP/1.1 http", await GetAsync(((IPEndPoint)listener.EndPoint).Port));
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
        Assert.Contains("a HTTP/1.1 http", await ReadToEndAsync(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_accepted_before_the_commit()
    {
        await using var front = await StartAsync();
        var port = FreePort();
        var change = front.Prepare(Plan("a", port));
        Assert.Empty(front.Set.Open);
        // The system completes the connection; its request waits for the commit.
        var answer = GetAsync(port);
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
    public async Task Stop_refuses_at_once_and_waits_for_the_open_request()
    {
        await using var front = await StartAsync(Plan("a", FreePort()));
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

    [Theory]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("127.0.0.1", "0.0.0.0")]
    [InlineData("::", "127.0.0.1")]
    public async Task An_address_may_replace_one_it_overlaps_with(string from, string to)
    {
        await using var front = await StartAsync();
        var port = FreePort();
        ListenerPlan On(string address) => Plan(address) with { Address = new ListenAddress(new IPEndPoint(IPAddress.Parse(address), port)) };
        front.Apply(On(from));
        Assert.Equal($"{from} HTTP/1.1 http", await GetAsync(port));
        front.Apply(On(to));
        Assert.Equal($"{to} HTTP/1.1 http", await GetAsync(port));
    }

    [Fact]
    public async Task Undoing_an_overlapping_change_leaves_the_old_address_serving()
    {
        await using var front = await StartAsync();
        var port = FreePort();
        ListenerPlan On(IPAddress address) => Plan("a") with { Address = new ListenAddress(new IPEndPoint(address, port)) };
        front.Apply(On(IPAddress.Any));
        front.Prepare(On(IPAddress.Loopback)).Undo();
        Assert.Equal("a HTTP/1.1 http", await GetAsync(port));
    }

    [Fact]
    public async Task Listeners_change_under_load_without_a_failed_request()
    {
        await using var front = await StartAsync(Plan("a", http2: true));
        var uri = new Uri($"http://127.0.0.1:{front.Port("a")}/");
        using var over = new CancellationTokenSource();
        async Task<int> LoadAsync()
        {
            var answers = 0;
            while (!over.IsCancellationRequested)
            {
                // A connection a request: each is accepted, peeked at and served in the middle of a change.
                await GetAsync(uri.Port);
                answers++;
            }

            return answers;
        }

        var load = Enumerable.Range(0, 4).Select(_ => LoadAsync()).ToArray();
        for (var i = 0; i < 100; i++)
        {
            front.Apply(Plan("a", http2: i % 2 == 0), Plan($"b{i}"));
            await GetAsync(front.Port($"b{i}"));
        }

        await over.CancelAsync();
        Assert.All(await Task.WhenAll(load), answers => Assert.True(answers > 0));
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

    [Fact]
    public async Task Whatever_fails_while_preparing_leaves_nothing_open()
    {
        await using var front = await StartAsync();
        var port = FreePort();
        var broken = Plan("b") with { Address = new ListenAddress(new BrokenEndPoint()) };
        Assert.Throws<InvalidOperationException>(() => front.Set.Prepare([Plan("a", port), broken], threads: 0));
        Assert.True(await IsRefusedAsync(port));
    }

    private sealed class BrokenEndPoint() : IPEndPoint(IPAddress.Loopback, 0)
    {
        public override AddressFamily AddressFamily => throw new InvalidOperationException("no socket can be made of it");
    }
}
