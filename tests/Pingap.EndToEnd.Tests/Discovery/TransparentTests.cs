using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing.Backends;
using Pingap.Testing.EndToEnd;
using Pingap.Testing.Processes;

namespace Pingap.EndToEnd.Tests.Discovery;

/// <summary>Backends that requests name themselves.</summary>
public sealed class TransparentTests : IAsyncLifetime
{
    private readonly HttpClient _client = Clients.Http();
    private readonly ConcurrentQueue<string?> _names = [];
    private Backend _one = null!;
    private Backend _two = null!;
    private readonly X509Certificate2 _certificate = TestCertificate.For("localhost");
    private readonly X509Certificate2 _wrong = TestCertificate.For("other.test");
    private Backend _secure = null!;
    private Backend _impostor = null!;

    public async Task InitializeAsync()
    {
        _one = await Backend.StartAsync(new() { Name = "one" });
        _two = await Backend.StartAsync(new() { Name = "two" });
        _secure = await Backend.StartAsync(new()
        {
            Name = "secure", Certificate = _certificate, Protocols = HttpProtocols.Http1AndHttp2, ServerNameAsked = _names.Enqueue,
        });
        _impostor = await Backend.StartAsync(new() { Name = "impostor", Certificate = _wrong, Protocols = HttpProtocols.Http1AndHttp2 });
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        await _secure.DisposeAsync();
        await _impostor.DisposeAsync();
        _certificate.Dispose();
        _wrong.Dispose();
    }

    [Fact]
    public async Task A_request_goes_to_the_host_it_names_if_the_list_has_it()
    {
        await using var pingap = ConfiguredPingap.Start(Config($"'localhost:{_one.Port}', '{_one.Address}', '{_two.Address}'"));
        _client.BaseAddress = await pingap.Process.WaitForListeningAsync();

        var named = await _client.ReceivedAsync("/a?b", $"Host: LocalHost:{_one.Port}");
        Assert.Equal(("one", "/a?b", $"LocalHost:{_one.Port}"), (named.Backend, named.Target, named["Host"]));
        Assert.Equal("two", (await _client.ReceivedAsync("/", $"Host: {_two.Address}")).Backend);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync($"localhost:{_two.Port}"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("shop.test"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("127.0.0.1"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync($"127.0.0.1.{_one.Address}"));
    }

    [Fact]
    public async Task A_name_does_not_lead_into_the_network_of_the_proxy_unless_the_list_has_the_address()
    {
        await using var pingap = ConfiguredPingap.Start(Config($"'localhost:{_one.Port}', '{_two.Address}'"));
        _client.BaseAddress = await pingap.Process.WaitForListeningAsync();
        Assert.Equal(HttpStatusCode.BadGateway, await StatusAsync($"localhost:{_one.Port}"));
        await pingap.SaysAsync("which is no public address, and not in addrs with port");
    }

    [Fact]
    public async Task It_never_leads_to_the_proxy_itself()
    {
        var port = FreePort.Next();
        await using var pingap = ConfiguredPingap.Start(Config($"'localhost:{port}', '127.0.0.1:{port}'", port: port));
        _client.BaseAddress = await pingap.Process.WaitForListeningAsync();
        Assert.Equal(HttpStatusCode.BadGateway, await StatusAsync($"127.0.0.1:{port}"));
        await pingap.SaysAsync($"127.0.0.1:{port} is a listener of the proxy itself");
        Assert.Equal(HttpStatusCode.BadGateway, await StatusAsync($"localhost:{port}"));
    }

    [Theory]
    [InlineData("h1", "HTTP/1.1")]
    [InlineData("h2", "HTTP/2")]
    public async Task Over_TLS_the_host_is_asked_for_and_its_certificate_checked(string alpn, string protocol)
    {
        using var file = new ConfigFile(Config($"'localhost:{_secure.Port}', '{_secure.Address}', 'localhost:{_impostor.Port}', '{_impostor.Address}'", $"sni = '$host'\nalpn = '{alpn}'"));
        file.WriteBeside("trusted.pem", $"{_certificate.ExportCertificatePem()}\n{_wrong.ExportCertificatePem()}");
        await using var proxy = PingapProcess.Start(
            ["run", "-c", file.Path],
            new Dictionary<string, string?> { ["SSL_CERT_FILE"] = Path.Combine(Path.GetDirectoryName(file.Path)!, "trusted.pem") });
        _client.BaseAddress = await proxy.WaitForListeningAsync();

        var seen = await _client.ReceivedAsync("/", $"Host: localhost:{_secure.Port}");
        Assert.Equal(("secure", protocol), (seen.Backend, seen.Protocol));
        Assert.Equal(["localhost"], _names);
        Assert.Equal(HttpStatusCode.BadGateway, await StatusAsync($"localhost:{_impostor.Port}"));
    }

    private async Task<HttpStatusCode> StatusAsync(string host)
    {
        using var request = Clients.Request("1.1", HttpMethod.Get, "/");
        request.Headers.Host = host;
        using var response = await _client.SendAsync(request);
        return response.StatusCode;
    }

    private static string Config(string hosts, string keys = "", int port = 0) => $"""
        [upstreams.named]
        addrs = [{hosts}]
        discovery = "transparent"
        {keys}

        [locations.all]
        upstream = "named"

        [servers.http]
        addr = "127.0.0.1:{port}"
        locations = ["all"]
        """;
}
