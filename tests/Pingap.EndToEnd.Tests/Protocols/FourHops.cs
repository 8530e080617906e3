using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Protocols;

/// <summary>A proxy that speaks HTTP/1.1 and HTTP/2 to clients, and either of them to backends: <c>/h1/…</c> and <c>/h2/…</c>.</summary>
public class FourHops : ProxyFixture
{
    private Backend _h1 = null!;
    private Backend _h2 = null!;

    /// <summary>The version a client speaks, and the upstream it asks.</summary>
    public static TheoryData<string, string> All => new() { { "1.1", "h1" }, { "1.1", "h2" }, { "2.0", "h1" }, { "2.0", "h2" } };

    /// <summary>Has the backend of this upstream answer so.</summary>
    /// <returns>The path for clients.</returns>
    public string Serve(string upstream, RequestDelegate answer) => $"/{upstream}{(upstream is "h1" ? _h1 : _h2).Serve(answer)}";

    /// <inheritdoc/>
    protected override async Task<string> ConfigureAsync()
    {
        _h1 = await BackendAsync();
        _h2 = await BackendAsync(new() { Protocols = HttpProtocols.Http2 });
        return $"""
            [upstreams.h1]
            addrs = ["{_h1.Address}"]

            [upstreams.h2]
            addrs = ["{_h2.Address}"]
            alpn = "h2"

            [locations.h1]
            upstream = "h1"
            path = "/h1"
            rewrite = "/"

            [locations.h2]
            upstream = "h2"
            path = "/h2"
            rewrite = "/"

            [servers.http]
            addr = "127.0.0.1:0"
            locations = ["h1", "h2"]
            enabled_h2 = true
            """;
    }
}
