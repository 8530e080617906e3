using System.Net.Sockets;
using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Abuse;

/// <summary>More connections than there may be.</summary>
public sealed class ConnectionLimitTests
{
    private const string Server = """

        [servers.http]
        addr = "127.0.0.1:0"
        """;

    [Theory]
    [InlineData("max_connections_per_ip = 3")]
    [InlineData("max_connections = 3")]
    [InlineData("max_connections = 3\ntrusted_proxies = [\"127.0.0.1\"]")]
    public async Task One_too_many_is_closed_and_a_place_that_is_free_again_is_given_away(string limit)
    {
        await using var proxy = RunningProxy.Start($"[basic]\n{limit}\n{Server}");
        var url = await proxy.UrlAsync();
        using var first = await ServedAsync(url);
        using var second = await ServedAsync(url);
        using (await ServedAsync(url))
        {
            Assert.False(await IsServedAsync(url));
        }

        await UntilServedAsync(url);
    }

    [Fact]
    public async Task A_client_that_takes_nothing_of_a_response_loses_its_connection()
    {
        await using var backend = await Backend.StartAsync(new());
        backend.Serve("/large", http => http.Response.Body.WriteAsync(new byte[64 * 1024 * 1024]).AsTask());
        await using var proxy = RunningProxy.Start($"""
            [basic]
            max_connections = 1

            [upstreams.backend]
            addrs = ["{backend.Address}"]

            [locations.all]
            upstream = "backend"
            {Server}
            locations = ["all"]
            tcp_user_timeout = "1s"
            """);
        var url = await proxy.UrlAsync();
        using var client = await RawClient.OpenAsync(url);
        await client.SendAsync("GET /large HTTP/1.1\nHost: a\n\n");
        await backend.Requested("/large").InTime();
        await UntilServedAsync(url);
    }

    [Theory]
    [InlineData("max_connections_per_ip = 3\ntrusted_proxies = [\"127.0.0.0/8\"]")]
    [InlineData("max_connections_per_ip = 0")]
    public async Task Who_is_trusted_has_as_many_as_it_likes(string limit)
    {
        await using var proxy = RunningProxy.Start($"[basic]\n{limit}\n{Server}");
        var url = await proxy.UrlAsync();
        var clients = new List<RawClient>();
        for (var i = 0; i < 20; i++) clients.Add(await ServedAsync(url));
        clients.ForEach(client => client.Dispose());
    }

    private static async Task<RawClient> ServedAsync(Uri url)
    {
        var client = await RawClient.OpenAsync(url);
        await client.SendAsync("GET / HTTP/1.1\nHost: a\n\n");
        Assert.StartsWith("HTTP/1.1 404 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
        return client;
    }

    /// <summary>Returns when the proxy has noticed that a connection is gone.</summary>
    private static async Task UntilServedAsync(Uri url)
    {
        var end = DateTime.UtcNow + Deadline.Generous;
        while (!await IsServedAsync(url)) Assert.True(DateTime.UtcNow < end);
    }

    private static async Task<bool> IsServedAsync(Uri url)
    {
        try
        {
            using var client = await RawClient.OpenAsync(url);
            await client.SendAsync("GET / HTTP/1.1\nHost: a\nConnection: close\n\n");
            return (await client.ReadToEndAsync()).StartsWith("HTTP/1.1 ", StringComparison.Ordinal);
        }
        catch (Exception refused) when (refused is IOException or SocketException)
        {
            return false;
        }
    }
}
