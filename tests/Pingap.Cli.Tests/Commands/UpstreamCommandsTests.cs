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
            new BackendInfo("127.0.0.1:8001", 10, true, CircuitState.Closed, 3, null, []) { ConfiguredWeight = 5, Share = 2.5 },
            new BackendInfo(
                "127.0.0.1:8002", 1, false, CircuitState.HalfOpen, 0, null,
                [new ChangeInfo(DateTimeOffset.UnixEpoch, "unhealthy", "requests", "last connection failed (ECONNREFUSED)")]) { IsBackup = true },
        ],
        [new ChangeInfo(DateTimeOffset.UnixEpoch, "127.0.0.1:8001 added with weight 10", "configuration version 1", "")]);

    private readonly FakeChannel _channel = new();
    private readonly CommandLine _pingap;

    public UpstreamCommandsTests() => _pingap = new CommandLine { StateDir = _channel.Root };

    public async Task InitializeAsync()
    {
        await _channel.OpenAsync();
        _channel.Answer("/v1/upstreams", new UpstreamsAnswer([Api]), ControlJson.Wire.UpstreamsAnswer);
        _channel.Answer("/v1/upstream", Api, ControlJson.Wire.UpstreamInfo);
    }

    public async Task DisposeAsync() => await _channel.DisposeAsync();

    [Fact]
    public async Task Upstreams_lists_every_backend()
    {
        Assert.Equal(0, await _pingap.RunAsync("upstreams"));

        Assert.Equal(
            """
            upstream  backend                           weight  share  health     circuit    in flight  ejected  state
            api       127.0.0.1:8001         10 (configured 5)    2.5  healthy    closed             3  -        active
            api       127.0.0.1:8002 backup                  1      1  unhealthy  half-open          0  -        active
            too little of api is available: all its backends are tried

            """,
            _pingap.Out,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task What_is_out_is_listed_with_what_is_left_and_latency_where_it_is_known()
    {
        var (since, soon) = (DateTimeOffset.UnixEpoch, DateTimeOffset.UtcNow.AddDays(1));
        _channel.Answer(
            "/v1/upstreams",
            new UpstreamsAnswer(
            [
                Api with
                {
                    IsPanic = false,
                    Limit = 10,
                    InFlight = 4,
                    Waiting = 2,
                    Drain = new DrainInfo(DrainState.Draining, since, null, 0),
                    Backends =
                    [
                        Api.Backends[0] with { Drain = new DrainInfo(DrainState.Draining, since, soon, 0), LatencySeconds = 0.0123, Streams = 2 },
                        Api.Backends[0] with { InFlight = 0, Drain = new DrainInfo(DrainState.Drained, since, null, 2) },
                        Api.Backends[0] with { InFlight = 0, Drain = new DrainInfo(DrainState.Disabled, since, null, 0) },
                    ],
                },
            ]),
            ControlJson.Wire.UpstreamsAnswer);

        Assert.Equal(0, await _pingap.RunAsync("upstreams"));

        Assert.Matches(@"in flight  latency  ejected  state\s", _pingap.Out);
        Assert.Matches(@" 3  12\.3 ms  -        draining, 3 left \(2 streams\), since 1970-01-01T\S+, broken off in \S+\s", _pingap.Out);
        Assert.Matches(@" 0        -  -        drained, since 1970-01-01T\S+, 2 broken off\s", _pingap.Out);
        Assert.Matches(@" 0        -  -        disabled, since 1970-01-01T\S+\s", _pingap.Out);
        Assert.Matches(@"(?m)^api: 4 in flight of at most 10, 2 waiting\r?\napi as a whole: draining, 4 left, since 1970-01-01T\S+\r?$", _pingap.Out);
    }

    [Fact]
    public async Task Upstream_says_why()
    {
        Assert.Equal(0, await _pingap.RunAsync("upstream api"));

        Assert.Equal("GET /v1/upstream?name=api", Assert.Single(_channel.Asked));
        Assert.Matches(@"(?m)^api\n  1970-01-01T\S+  127\.0\.0\.1:8001 added with weight 10: configuration version 1$", _pingap.Out.ReplaceLineEndings("\n"));
        Assert.Matches(
            @"(?m)^127\.0\.0\.1:8002\n  1970-01-01T\S+  unhealthy: requests, last connection failed \(ECONNREFUSED\)$", _pingap.Out.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task An_upstream_that_is_not_there_exits_with_1()
    {
        _channel.Refuse("/v1/upstream", new ErrorAnswer("there is no upstream 'apo'; there are api", null, []));

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
