using Pingap.Actors.Health;
using Pingap.Cli.Tests.Control;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Tests.Commands;

/// <summary><c>drain</c>, <c>disable</c>, <c>enable</c>, <c>weight</c>.</summary>
public sealed class OrderCommandsTests : IAsyncLifetime
{
    private static readonly BackendInfo One = new("127.0.0.1:8001", 1, true, CircuitState.Closed, 0, null, []);
    private static readonly DrainInfo Draining = new(DrainState.Draining, DateTimeOffset.UnixEpoch, null, 0);
    private static readonly DrainInfo Drained = new(DrainState.Drained, DateTimeOffset.UnixEpoch, null, 0);

    private readonly FakeChannel _channel = new();
    private readonly CommandLine _pingap;

    public OrderCommandsTests() => _pingap = new CommandLine { StateDir = _channel.Root };

    public async Task InitializeAsync() => await _channel.OpenAsync();

    public async Task DisposeAsync() => await _channel.DisposeAsync();

    [Theory]
    [InlineData("drain api", """POST /v1/upstreams/drain {"upstream":"api","backend":null,"within_seconds":null}""")]
    [InlineData("drain api 127.0.0.1:8001 --within 1m30s", """POST /v1/upstreams/drain {"upstream":"api","backend":"127.0.0.1:8001","within_seconds":90}""")]
    [InlineData("disable a/b --within 0s", """POST /v1/upstreams/disable {"upstream":"a/b","backend":null,"within_seconds":0}""")]
    [InlineData("enable api 127.0.0.1:8001", """POST /v1/upstreams/enable {"upstream":"api","backend":"127.0.0.1:8001"}""")]
    [InlineData("weight api 127.0.0.1:8001 7", """POST /v1/upstreams/weight {"upstream":"api","backend":"127.0.0.1:8001","weight":7}""")]
    [InlineData("weight api 127.0.0.1:8001 configured", """POST /v1/upstreams/weight {"upstream":"api","backend":"127.0.0.1:8001","weight":null}""")]
    public async Task An_order_is_given_and_the_upstream_is_shown(string arguments, string asked)
    {
        _channel.Answer($"/v1/upstreams/{arguments.Split(' ')[0]}", Api(One), ControlJson.Wire.UpstreamInfo);

        Assert.Equal(0, await _pingap.RunAsync(arguments));

        Assert.Equal(asked, Assert.Single(_channel.Asked).ReplaceLineEndings("").Replace("  ", "", StringComparison.Ordinal).Replace(": ", ":", StringComparison.Ordinal));
        Assert.Contains("127.0.0.1:8001", _pingap.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("weight api 127.0.0.1:8001 65536")]
    [InlineData("weight api 127.0.0.1:8001 -1")]
    [InlineData("weight api 127.0.0.1:8001")]
    [InlineData("drain")]
    [InlineData("drain api --within soon")]
    public async Task What_makes_no_sense_is_not_asked(string arguments)
    {
        Assert.Equal(2, await _pingap.RunAsync(arguments));
        Assert.Empty(_channel.Asked);
    }

    [Fact]
    public async Task A_name_that_is_not_there_exits_with_1()
    {
        _channel.Refuse("/v1/upstreams/drain", new ErrorAnswer("there is no upstream 'apo'; there are api", null, []));

        Assert.Equal(1, await _pingap.RunAsync("drain apo"));

        Assert.Equal("there is no upstream 'apo'; there are api", _pingap.Error.Trim());
    }

    [Fact]
    public async Task Whoever_waits_is_told_when_nothing_is_left()
    {
        _channel.Answer("/v1/upstreams/drain", Api(One with { InFlight = 2, Drain = Draining }), ControlJson.Wire.UpstreamInfo)
            .AnswerNext("/v1/upstream", Api(One with { InFlight = 1, Drain = Draining }), ControlJson.Wire.UpstreamInfo)
            .Answer("/v1/upstream", Api(One with { Drain = Drained }), ControlJson.Wire.UpstreamInfo);

        Assert.Equal(0, await _pingap.RunAsync("drain api 127.0.0.1:8001 --wait"));

        Assert.Equal("127.0.0.1:8001 is drained", _pingap.Out.Trim());
        Assert.Equal(["/v1/upstreams/drain", "/v1/upstream?name=api", "/v1/upstream?name=api"], _channel.Asked.Select(asked => asked.Split(' ')[1]));
    }

    [Fact]
    public async Task Whoever_waits_is_told_what_was_broken_off()
    {
        _channel.Answer("/v1/upstreams/drain", Api(One with { InFlight = 2 }) with { InFlight = 2, Drain = Draining }, ControlJson.Wire.UpstreamInfo)
            .Answer("/v1/upstream", Api(One) with { InFlight = 2, Drain = Drained with { BrokenOff = 2 } }, ControlJson.Wire.UpstreamInfo);

        Assert.Equal(0, await _pingap.RunAsync("drain api --within 1s --wait"));

        Assert.Equal("api is drained; 2 requests broken off", _pingap.Out.Trim());
    }

    [Fact]
    public async Task Whoever_waits_for_a_disabled_backend_waits_for_what_it_has_left()
    {
        var disabled = Drained with { State = DrainState.Disabled };
        _channel.Answer("/v1/upstreams/disable", Api(One with { InFlight = 2, Drain = disabled }), ControlJson.Wire.UpstreamInfo)
            .Answer("/v1/upstream", Api(One with { Drain = disabled }), ControlJson.Wire.UpstreamInfo);

        Assert.Equal(0, await _pingap.RunAsync("disable api 127.0.0.1:8001 --wait"));

        Assert.Equal("127.0.0.1:8001 is disabled", _pingap.Out.Trim());
    }

    [Fact]
    public async Task Whoever_waits_is_told_that_somebody_has_enabled_it_and_exits_with_1()
    {
        _channel.Answer("/v1/upstreams/drain", Api(One with { InFlight = 2, Drain = Draining }), ControlJson.Wire.UpstreamInfo)
            .Answer("/v1/upstream", Api(One), ControlJson.Wire.UpstreamInfo);

        Assert.Equal(1, await _pingap.RunAsync("drain api 127.0.0.1:8001 --wait"));

        Assert.Equal("127.0.0.1:8001 takes requests again: somebody has enabled it", _pingap.Error.Trim());
    }

    [Fact]
    public async Task A_backend_that_is_enabled_while_its_upstream_is_out_stays_out_and_that_is_said()
    {
        _channel.Answer("/v1/upstreams/enable", Api(One with { Drain = Drained }) with { Drain = Drained }, ControlJson.Wire.UpstreamInfo);

        Assert.Equal(0, await _pingap.RunAsync("enable api 127.0.0.1:8001"));

        Assert.Matches("127.0.0.1:8001 stays out as long as api as a whole is; to let it in, say: pingap enable api", _pingap.Out);
    }

    [Fact]
    public async Task Json_is_what_the_proxy_answers()
    {
        _channel.Answer("/v1/upstreams/drain", Api(One with { Drain = Drained }), ControlJson.Wire.UpstreamInfo);

        Assert.Equal(0, await _pingap.RunAsync("drain api 127.0.0.1:8001 --wait --json"));

        Assert.Contains("\"state\": \"drained\"", _pingap.Out, StringComparison.Ordinal);
    }

    private static UpstreamInfo Api(BackendInfo backend) => new("api", IsPanic: false, [backend], []);
}
