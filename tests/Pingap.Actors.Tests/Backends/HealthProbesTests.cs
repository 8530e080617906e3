using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pingap.Actors.Backends;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Tests.Backends;

public sealed class HealthProbesTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public HealthProbesTests() => _listener.Start();

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_port_that_listens_is_good() => Assert.True((await ProbeAsync(HealthCheckConfig.Default)).IsGood);

    [Fact]
    public async Task A_port_that_refuses_is_bad_and_says_so()
    {
        var settings = Settings(HealthCheckConfig.Default);
        _listener.Stop();
        using var probe = new HealthProbes().Create(settings);
        var result = await probe.ProbeAsync(default);
        Assert.False(result.IsGood);
        Assert.Contains("refused", result.Finding, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("ECONNREFUSED", result.Cause);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(302, true)]
    [InlineData(404, false)]
    [InlineData(503, false)]
    public async Task The_status_decides(int status, bool isGood)
    {
        var asked = AnswerAsync($"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n");
        var result = await ProbeAsync(Http);
        Assert.Equal((isGood, $"status {status}"), (result.IsGood, result.Finding));
        Assert.StartsWith("GET /health?x=1 HTTP/1.1\r\nHost: example.com\r\n", await asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_statuses_may_be_expected()
    {
        _ = AnswerAsync("HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n");
        Assert.True((await ProbeAsync(Http with { Expect = [new StatusRange(404, 404)] })).IsGood);
    }

    [Fact]
    public async Task A_backend_that_says_nothing_times_out() =>
        Assert.Equal("timed out", (await ProbeAsync(Http with { ReadTimeout = TimeSpan.FromMilliseconds(50) })).Finding);

    [Fact]
    public async Task An_answer_that_is_no_http_is_bad()
    {
        _ = AnswerAsync("hello\r\n\r\n");
        Assert.False((await ProbeAsync(Http)).IsGood);
    }

    [Theory]
    [InlineData("all is well", true)]
    [InlineData("all is broken", false)]
    [InlineData("", false)]
    public async Task The_body_may_have_to_contain_something(string body, bool isGood)
    {
        _ = AnswerAsync($"HTTP/1.1 200 X\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        Assert.Equal(isGood, (await ProbeAsync(Http with { ExpectBody = "is well" })).IsGood);
    }

    [Theory]
    [InlineData(HealthCheckConfig.LongestBody - 2, true)]
    [InlineData(HealthCheckConfig.LongestBody - 1, false)]
    public async Task Only_the_first_64_KiB_of_the_body_are_looked_at(int before, bool isGood)
    {
        _ = AnswerAsync($"HTTP/1.1 200 X\r\nContent-Length: {before + 1000}\r\n\r\n{new string('x', before)}ok{new string('x', 998)}");
        Assert.Equal(isGood, (await ProbeAsync(Http with { ExpectBody = "ok" })).IsGood);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_bad()
    {
        _ = AnswerAsync("HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\nall is");
        Assert.False((await ProbeAsync(Http with { ExpectBody = "well" })).IsGood);
    }

    [Fact]
    public async Task A_kept_connection_serves_the_next_probe_and_any_other_only_one()
    {
        Assert.Equal(1, await ConnectionsOfTwoProbesAsync(Http with { IsConnectionKept = true }));
        Assert.Equal(2, await ConnectionsOfTwoProbesAsync(Http));
    }

    [Fact]
    public async Task A_probe_by_TLS_does_not_ask_who_signed()
    {
        await using var server = await GrpcHealthServer.StartAsync(isTls: true, HttpProtocols.Http1);
        using var probe = new HealthProbes().Create(
            Settings(Http with { Kind = HealthCheckKind.Https, Expect = [new StatusRange(404, 404)] }) with { Address = new BackendAddress("127.0.0.1", server.Port) });
        Assert.Equal(new ProbeResult(true, "status 404"), await probe.ProbeAsync(default));
    }

    [Fact]
    public async Task A_backend_that_speaks_no_TLS_is_bad_for_a_probe_by_TLS()
    {
        _ = AnswerFirstBytesAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        var result = await ProbeAsync(Http with { Kind = HealthCheckKind.Https });
        Assert.Equal((false, "TLS"), (result.IsGood, result.Cause));
    }

    [Fact]
    public async Task A_probe_that_is_given_up_ends()
    {
        using var stop = new CancellationTokenSource();
        using var probe = new HealthProbes().Create(Settings(Http));
        var probing = probe.ProbeAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probing);
    }

    [Fact]
    public async Task One_probe_is_good_for_many_times()
    {
        using var probe = new HealthProbes().Create(Settings(HealthCheckConfig.Default));
        for (var i = 0; i < 5; i++) Assert.True((await probe.ProbeAsync(default)).IsGood);
        _listener.Stop();
        for (var i = 0; i < 5; i++) Assert.False((await probe.ProbeAsync(default)).IsGood);
    }

    private async Task<int> ConnectionsOfTwoProbesAsync(HealthCheckConfig check)
    {
        using var stop = new CancellationTokenSource();
        var connections = 0;
        var serving = ServeAsync();
        using (var probe = new HealthProbes().Create(Settings(check)))
        {
            Assert.True((await probe.ProbeAsync(default)).IsGood);
            Assert.True((await probe.ProbeAsync(default)).IsGood);
        }

        await stop.CancelAsync();
        await serving;
        return connections;

        async Task ServeAsync()
        {
            var open = new List<Task>();
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    open.Add(AnswerAllAsync(await _listener.AcceptTcpClientAsync(stop.Token)));
                    connections++;
                }
                catch (OperationCanceledException)
                {
                    break;
                }
            }

            await Task.WhenAll(open);
        }
    }

    private static async Task AnswerAllAsync(TcpClient client)
    {
        using (client)
        {
            var (stream, buffer) = (client.GetStream(), new byte[4096]);
            while (await stream.ReadAsync(buffer) > 0) await stream.WriteAsync("HTTP/1.1 200 X\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        }
    }

    private async Task AnswerFirstBytesAsync(string answer)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        await stream.ReadAtLeastAsync(new byte[4096], 1);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
    }

    private static HealthCheckConfig Http { get; } = HealthCheckConfig.Default with
    {
        Kind = HealthCheckKind.Http, Host = "example.com", PathAndQuery = "/health?x=1",
    };

    private async Task<ProbeResult> ProbeAsync(HealthCheckConfig check)
    {
        using var probe = new HealthProbes().Create(Settings(check));
        return await probe.ProbeAsync(default);
    }

    private BackendSettings Settings(HealthCheckConfig check) => new(
        new UpstreamName("api"),
        new BackendAddress("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port),
        check,
        CircuitBreakerConfig.Off);

    private async Task<string> AnswerAsync(string answer)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer)));
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        return head.ToString();
    }
}
