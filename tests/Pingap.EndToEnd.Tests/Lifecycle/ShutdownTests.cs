using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Pingap.Testing.EndToEnd;
using Pingap.Testing.Processes;

namespace Pingap.EndToEnd.Tests.Lifecycle;

public sealed class ShutdownTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly HttpClient _client = new() { Timeout = Deadline };
    private ExampleBackend _backend = null!;

    public async Task InitializeAsync() => _backend = await ExampleBackend.StartAsync("one");

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task On_SIGTERM_an_open_request_finishes_new_connections_are_refused_at_once_and_the_exit_code_is_0()
    {
        await using var pingap = Start(grace: "5m");
        var proxy = await pingap.Process.WaitForListeningAsync();
        var held = _client.GetAsync(new Uri(proxy, "/hold"));
        await _backend.ReceivedAsync();

        pingap.Process.Send(ProcessSignal.Terminate);
        await pingap.SaysAsync("of server http is closed; 1 connections drain");
        Assert.Equal(SocketError.ConnectionRefused, await ConnectAsync(proxy));
        Assert.False(held.IsCompleted);
        _backend.Release();

        using var answer = await held;
        Assert.Equal((HttpStatusCode.OK, "one was held\n"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(0, await pingap.Process.WaitForExitAsync());
        Assert.Empty(pingap.Process.Errors.All);
    }

    [Fact]
    public async Task The_actors_live_until_the_last_request_has_ended()
    {
        await using var pingap = Start(grace: "5m", "--log-level", "debug");
        var held = _client.GetAsync(new Uri(await pingap.Process.WaitForListeningAsync(), "/hold"));
        await _backend.ReceivedAsync();
        pingap.Process.Send(ProcessSignal.Terminate);
        await pingap.SaysAsync("of server http is closed; 1 connections drain");
        _backend.Release();
        (await held).Dispose();
        await pingap.Process.WaitForExitAsync();

        var all = pingap.Process.Output.All.ToList();
        var ended = all.FindIndex(line => line.Contains("of server http has stopped", StringComparison.Ordinal));
        Assert.DoesNotContain(all[..ended], line => line.Contains("coordinated shutdown", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task What_does_not_end_by_itself_is_cut_when_the_grace_period_is_over_and_the_exit_code_is_0()
    {
        await using var pingap = Start(grace: "1s");
        var proxy = await pingap.Process.WaitForListeningAsync();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(new Uri(proxy, "/ws")) { Scheme = "ws" }.Uri, CancellationToken.None);
        await _backend.ReceivedAsync();
        using var endless = await _client.GetAsync(new Uri(proxy, "/endless"), HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await endless.Content.ReadAsStreamAsync());
        Assert.Equal("endless", await lines.ReadLineAsync());

        var exit = pingap.StopAsync();

        // Cut, not ended: a stream that is broken off must not look complete.
        await Assert.ThrowsAnyAsync<IOException>(() => lines.ReadLineAsync().WaitAsync(Deadline));
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveAsync(new byte[16], CancellationToken.None).WaitAsync(Deadline));
        Assert.Equal(0, await exit);
        Assert.Contains(pingap.Process.Output.All, line => line.EndsWith("has stopped; 2 connections were cut", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_SIGTERM_ends_it_at_once()
    {
        await using var pingap = Start(grace: "5m");
        var held = _client.GetAsync(new Uri(await pingap.Process.WaitForListeningAsync(), "/hold"));
        await _backend.ReceivedAsync();
        pingap.Process.Send(ProcessSignal.Terminate);
        await pingap.SaysAsync("of server http is closed; 1 connections drain");

        pingap.Process.Send(ProcessSignal.Terminate);

        Assert.Equal(128 + ProcessSignal.Terminate.Number, await pingap.Process.WaitForExitAsync());
        await Assert.ThrowsAsync<HttpRequestException>(() => held);
    }

    [Fact]
    public async Task An_idle_proxy_stops_at_once_however_long_its_grace_period_is()
    {
        await using var pingap = Start(grace: "5m");
        using var answer = await _client.GetAsync(await pingap.Process.WaitForListeningAsync()); // its connection stays open

        Assert.Equal(0, await pingap.StopAsync());
    }

    [Fact]
    public async Task SIGINT_stops_as_gracefully_as_SIGTERM()
    {
        await using var pingap = Start(grace: "5m");
        var held = _client.GetAsync(new Uri(await pingap.Process.WaitForListeningAsync(), "/hold"));
        await _backend.ReceivedAsync();

        pingap.Process.Send(ProcessSignal.Interrupt);
        await pingap.SaysAsync("of server http is closed");
        _backend.Release();

        using var answer = await held;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, await pingap.Process.WaitForExitAsync());
    }

    private static async Task<SocketError> ConnectAsync(Uri proxy)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, proxy.Port);
            return SocketError.Success;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode;
        }
    }

    private ConfiguredPingap Start(string grace, params string[] options) => ConfiguredPingap.Start(
        $"""
        [basic]
        grace_period = "{grace}"

        [upstreams.app]
        addrs = ["{_backend.Address}"]

        [locations.all]
        upstream = "app"

        [servers.http]
        addr = "127.0.0.1:0"
        locations = ["all"]
        """,
        options);
}
