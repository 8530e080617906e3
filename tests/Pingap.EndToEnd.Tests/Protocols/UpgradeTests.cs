using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Protocols;

/// <summary>Upgrades to protocols that nobody on the way knows (RFC 9110 §7.8).</summary>
public sealed class UpgradeTests(UpgradeTests.World world) : IClassFixture<UpgradeTests.World>
{
    private static string Foo(string path) => $"GET {path} HTTP/1.1\nHost: a\nConnection: Upgrade\nUpgrade: foo/1\n\n";

    [Fact]
    public async Task After_the_switch_bytes_pass_both_ways_until_the_client_ends()
    {
        var path = world.Backend.Serve(async http =>
        {
            Assert.Equal("foo/1", http.Request.Headers.Upgrade.ToString());
            http.Response.Headers.Upgrade = "foo/1";
            await using var stream = await http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
            await stream.WriteAsync("hello "u8.ToArray());
            await stream.CopyToAsync(stream);
        });
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync(Foo(path));
        var head = await raw.ReadHeadAsync();

        Assert.StartsWith("HTTP/1.1 101 Switching Protocols\n", head, StringComparison.Ordinal);
        Assert.Contains("\nUpgrade: foo/1\n", head, StringComparison.Ordinal);
        Assert.Contains("\nConnection: Upgrade\n", head, StringComparison.Ordinal);
        Assert.Equal("hello ", await raw.ReadAsync(6));
        await raw.SendAsync("a");
        Assert.Equal("a", await raw.ReadAsync(1));
        await raw.SendAsync("bc");
        Assert.Equal("bc", await raw.ReadAsync(2));
        raw.FinishSending();
        Assert.Equal("", await raw.ReadToEndAsync());
    }

    [Fact]
    public async Task When_the_backend_ends_the_connection_ends()
    {
        var path = world.Backend.Serve(async http =>
        {
            http.Response.Headers.Upgrade = "foo/1";
            await using var stream = await http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
            await stream.WriteAsync("bye"u8.ToArray());
        });
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync(Foo(path));
        await raw.ReadHeadAsync();

        Assert.Equal("bye", await raw.ReadToEndAsync());
    }

    [Fact]
    public async Task A_backend_that_does_not_switch_answers_as_ever()
    {
        var path = world.Backend.Serve(http =>
        {
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return Task.CompletedTask;
        });
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync(Foo(path));
        Assert.StartsWith("HTTP/1.1 426 ", await raw.ReadHeadAsync(), StringComparison.Ordinal);

        await raw.SendAsync("GET /next HTTP/1.1\nHost: a\n\n");
        Assert.StartsWith("HTTP/1.1 200 ", await raw.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_switch_to_another_HTTP_is_not_passed_on()
    {
        using var raw = await RawClient.OpenAsync(world.Url);
        await raw.SendAsync("""
            GET / HTTP/1.1
            Host: a
            Connection: Upgrade, HTTP2-Settings, close
            Upgrade: h2c
            HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA


            """);

        Assert.StartsWith("HTTP/1.1 200 ", await raw.ReadHeadAsync(), StringComparison.Ordinal);
        var seen = await raw.ReadToEndAsync();
        Assert.DoesNotContain("h2c", seen, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http2-settings", seen, StringComparison.OrdinalIgnoreCase);
    }

    public sealed class World : ProxyFixture
    {
        public Backend Backend { get; private set; } = null!;

        protected override async Task<string> ConfigureAsync()
        {
            Backend = await BackendAsync();
            return $"""
                [upstreams.backend]
                addrs = ["{Backend.Address}"]

                [locations.all]
                upstream = "backend"

                [servers.http]
                addr = "127.0.0.1:0"
                locations = ["all"]
                """;
        }
    }
}
