using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Pingap.Testing;
using Pingap.Testing.EndToEnd;

namespace Pingap.EndToEnd.Tests.Configuration;

/// <summary>Addresses come, go and change their scheme while the proxy runs.</summary>
public sealed class ListenerEditTests : IAsyncLifetime
{
    private readonly TestAuthority _authority = new();
    private readonly HttpClient _client;
    private ExampleBackend _backend = null!;

    public ListenerEditTests() => _client = new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.Zero, // each request shows what new connections find
        SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = _authority.Trust() },
    });

    public async Task InitializeAsync() => _backend = await ExampleBackend.StartAsync("one");

    public async Task DisposeAsync()
    {
        _client.Dispose();
        _authority.Dispose();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task An_address_is_added_and_removed_with_the_open_request_on_it_finishing()
    {
        await using var pingap = ConfiguredPingap.Start(Config(Server("first", "127.0.0.1:0")));
        var first = await pingap.Process.WaitForListeningAsync("first");
        await pingap.AppliedAsync(1);

        pingap.File.Rewrite(Config(Server("first", "127.0.0.1:0"), Server("second", "127.0.0.1:0")));
        var second = await pingap.Process.WaitForListeningAsync("second");
        Assert.Equal("+servers.second", await pingap.AppliedAsync(2));
        var held = _client.GetAsync(new Uri(second, "/hold"));
        await _backend.ReceivedAsync();

        pingap.File.Rewrite(Config(Server("first", "127.0.0.1:0")));
        Assert.Equal("-servers.second", await pingap.AppliedAsync(3));
        await pingap.SaysAsync($"listener {second.Authority} of server second is closed; 1 connections drain");
        Assert.Equal(SocketError.ConnectionRefused, await RefusalAsync(second));
        _backend.Release();

        using var answer = await held;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await pingap.SaysAsync($"listener {second.Authority} of server second has stopped; 0 connections were cut");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(first));
    }

    [Fact]
    public async Task An_address_turns_from_HTTP_to_HTTPS_and_back_on_the_same_port()
    {
        var certificate = _authority.Issue("local", ["localhost"]);
        var certificates = $"[certificates.local]\ntls_cert = \"cert.pem\"\ntls_key = \"key.pem\"\nis_default = true\n\n";
        await using var pingap = ConfiguredPingap.Start(Config(Server("web", "127.0.0.1:0")));
        pingap.File.WriteBeside("cert.pem", certificate.ChainPem);
        pingap.File.WriteBeside("key.pem", certificate.KeyPem.Value);
        var http = await pingap.Process.WaitForListeningAsync();
        var https = new UriBuilder(http) { Scheme = "https" }.Uri;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http));

        pingap.File.Rewrite(certificates + Config(Server("web", "127.0.0.1:0") + "global_certificates = true\n"));
        Assert.Equal("+certificates.local ~servers.web", await pingap.AppliedAsync(2));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(https));

        pingap.File.Rewrite(Config(Server("web", "127.0.0.1:0")));
        await pingap.AppliedAsync(3);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http));
        await Assert.ThrowsAsync<HttpRequestException>(() => StatusAsync(https));
    }

    [Fact]
    public async Task An_address_in_use_leaves_everything_as_it_was()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var free = FreePort.Next();
        await using var pingap = ConfiguredPingap.Start(Config(Server("first", "127.0.0.1:0")));
        var first = await pingap.Process.WaitForListeningAsync();
        await pingap.AppliedAsync(1);

        pingap.File.Rewrite(Config(Server("added", $"127.0.0.1:{free}"), Server("blocked", $"{taken.LocalEndpoint}")));

        await pingap.SaysAsync($"error {pingap.File.Path}:11:1: servers.blocked.addr: cannot listen on {taken.LocalEndpoint}: address in use");
        await pingap.SaysAsync("the configuration was not applied; version 1 goes on running");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(first));
        Assert.Equal(SocketError.ConnectionRefused, await RefusalAsync(new Uri($"http://127.0.0.1:{free}")));
    }

    private static async Task<SocketError> RefusalAsync(Uri url)
    {
        using var client = new TcpClient();
        return (await Assert.ThrowsAnyAsync<SocketException>(() => client.ConnectAsync(IPAddress.Loopback, url.Port))).SocketErrorCode;
    }

    private static string Server(string name, string address) => $"""
        [servers.{name}]
        addr = "{address}"
        locations = ["all"]

        """;

    private string Config(params string[] servers) => $"""
        [upstreams.app]
        addrs = ["{_backend.Address}"]

        [locations.all]
        upstream = "app"

        {string.Concat(servers)}
        """;

    private async Task<HttpStatusCode> StatusAsync(Uri url)
    {
        using var answer = await _client.GetAsync(url);
        return answer.StatusCode;
    }
}
