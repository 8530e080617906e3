using System.Net;
using System.Net.Sockets;
using System.Text;
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
