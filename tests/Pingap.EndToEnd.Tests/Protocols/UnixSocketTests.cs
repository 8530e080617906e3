using System.Net.Sockets;
using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Protocols;

/// <summary>Clients on a Unix domain socket, who have no address, on both transports.</summary>
public abstract class UnixSocketTests(UnixSocketTests.World world)
{
    [Fact]
    public async Task Whoever_comes_by_it_is_unknown_and_not_believed()
    {
        var seen = await world.Local.ReceivedAsync("/", "X-Forwarded-For: 203.0.113.7", "X-Real-IP: 203.0.113.7", "Forwarded: for=203.0.113.7");

        Assert.Equal(("unknown", "unknown", null), (seen["X-Forwarded-For"], seen["X-Real-IP"], seen["Forwarded"]));
    }

    [Fact]
    public async Task Its_variables_say_that_there_is_no_address_and_no_port()
    {
        var seen = await world.Local.ReceivedAsync("/");

        Assert.Equal("unknown///", seen["X-Ends"]);
    }

    [Fact]
    public async Task The_limit_by_address_does_not_hold_there()
    {
        var open = new List<Socket>();
        for (var i = 0; i < 5; i++)
        {
            open.Add(new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified));
            await open[i].ConnectAsync(new UnixDomainSocketEndPoint(world.SocketPath));
        }

        foreach (var socket in open)
        {
            using var stream = new NetworkStream(socket, ownsSocket: true);
            await stream.WriteAsync("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"u8.ToArray(), Deadline.Token);
            using var reader = new StreamReader(stream);
            Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync(Deadline.Token));
        }
    }

    [Fact]
    public async Task HTTP_2_is_spoken_there_too()
    {
        using var response = await world.Local.SendAsync(Clients.Request("2.0", HttpMethod.Get, "/"));

        Assert.Equal("unknown", (await response.ReceivedAsync())["X-Real-IP"]);
    }

    public abstract class World(string transport) : UnixSocketFixture
    {
        protected override async Task<string> ConfigureAsync() => $$"""
            [basic]
            transport = "{{transport}}"
            trusted_proxies = ["0.0.0.0/0", "::/0"]
            max_connections_per_ip = 1

            [upstreams.backend]
            addrs = ["{{(await BackendAsync()).Address}}"]

            [locations.all]
            upstream = "backend"
            proxy_set_headers = { X-Ends = "$remote_addr/$remote_port/$server_addr/$server_port" }

            [servers.local]
            addr = "unix:{{SocketPath}}"
            enabled_h2 = true
            locations = ["all"]
            """;
    }
}

/// <summary>On the loops.</summary>
public sealed class UnixSocketOnLoopsTests(UnixSocketOnLoopsTests.Loops world) : UnixSocketTests(world), IClassFixture<UnixSocketOnLoopsTests.Loops>
{
    public sealed class Loops() : World("epoll");
}

/// <summary>On the runtime's sockets.</summary>
public sealed class UnixSocketOnSocketsTests(UnixSocketOnSocketsTests.Sockets world) : UnixSocketTests(world), IClassFixture<UnixSocketOnSocketsTests.Sockets>
{
    public sealed class Sockets() : World("sockets");
}
