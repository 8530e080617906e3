using Pingap.Actors.Health;
using Pingap.Cli.Tests.Control;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Tests.Commands;

/// <summary><c>upstreams</c>, <c>upstream</c>.</summary>
public sealed class UpstreamCommandsTests : IAsyncLifetime
{
    private static readonly UpstreamInfo Api = new(
        "api",
        IsPanic: true,
        [
            new BackendInfo("127.0.0.1:8001", 10, true, CircuitState.Closed, 3, null, []),
            new BackendInfo(
                "127.0.0.1:8002", 1, false, CircuitState.HalfOpen, 0, null,
                [new ChangeInfo(DateTimeOffset.UnixEpoch, "unhealthy", "requests", "last connection failed (ECONNREFUSED)")]),
        ],
        [new ChangeInfo(DateTimeOffset.UnixEpoch, "127.0.0.1:8001 added with weight 10", "configuration version 1", "")]);

    private readonly FakeChannel _channel = new();
    private readonly CommandLine _pingap;

    public UpstreamCommandsTests() => _pingap = new CommandLine { StateDir = _channel.Root };

    public async Task InitializeAsync()
    {
        await _channel.OpenAsync();
        _channel.Answer("/v1/upstreams", new UpstreamsAnswer([Api]), ControlJson.Wire.UpstreamsAnswer);
        _channel.Answer("/v1/upstreams/api", Api, ControlJson.Wire.UpstreamInfo);
    }

    public async Task DisposeAsync() => await _channel.DisposeAsync();

    [Fact]
    public async Task Upstreams_lists_every_backend()
    {
        Assert.Equal(0, await _pingap.RunAsync("upstreams"));

        Assert.Equal(
            """
            upstream  backend         weight  health     circuit    in flight  ejected
            api       127.0.0.1:8001      10  healthy    closed             3  -
            api       127.0.0.1:8002       1  unhealthy  half-open          0  -
            too little of api is available: all its backends are tried

            """,
            _pingap.Out,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task Upstream_says_why()
    {
        Assert.Equal(0, await _pingap.RunAsync("upstream api"));

        Assert.Equal("GET /v1/upstreams/api", Assert.Single(_channel.Asked));
        Assert.Matches(@"(?m)^api\n  1970-01-01T\S+  127\.0\.0\.1:8001 added with weight 10: configuration version 1$", _pingap.Out.ReplaceLineEndings("\n"));
        Assert.Matches(
            @"(?m)^127\.0\.0\.1:8002\n  1970-01-01T\S+  unhealthy: requests, last connection failed \(ECONNREFUSED\)$", _pingap.Out.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task An_upstream_that_is_not_there_exits_with_1()
    {
        _channel.Refuse("/v1/upstreams/apo", new ErrorAnswer("there is no upstream 'apo'; there are api", null, []));

        Assert.Equal(1, await _pingap.RunAsync("upstream apo"));

        Assert.Equal("there is no upstream 'apo'; there are api", _pingap.Error.Trim());
    }

    [Theory]
    [InlineData("upstreams --json", "\"upstreams\"")]
    [InlineData("upstream api --json", "\"ejected_until\": null")]
    [InlineData("upstream api --json", "\"circuit\": \"half_open\"")]
    public async Task Json_is_what_the_proxy_answers(string arguments, string part)
    {
        Assert.Equal(0, await _pingap.RunAsync(arguments));

        Assert.Contains(part, _pingap.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upstream_has_to_be_named()
    {
        Assert.Equal(2, await _pingap.RunAsync("upstream"));
        Assert.Empty(_channel.Asked);
    }
}
