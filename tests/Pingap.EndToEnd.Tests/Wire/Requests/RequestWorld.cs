using Pingap.EndToEnd.Tests.Running;
using Pingap.EndToEnd.Tests.Wire.Running;

namespace Pingap.EndToEnd.Tests.Wire.Requests;

/// <summary>A proxy with one backend that reads requests to the letter.</summary>
public sealed class RequestWorld : ProxyFixture
{
    /// <summary>A request whose answer can be told from all others.</summary>
    public const string Marker = "GET /marker HTTP/1.1\r\nHost: a\r\n\r\n";

    private WireClient? _other;
    private int _markers;

    /// <summary>The backend.</summary>
    public RecordingBackend Backend { get; private set; } = null!;

    /// <summary>Sends a request over another connection of clients and the same ones to the backend: its answer is its own.</summary>
    public async Task AnswersItsOwnAsync()
    {
        _other ??= await WireClient.OpenAsync(Url);
        var target = $"/marker/{++_markers}";
        await _other.SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");
        var answer = await _other.ReadAnswerAsync();
        Assert.True(answer.Is(200), answer.ToString());
        Assert.Equal(Play.EchoOf("GET", target), answer.Response!.Body);
    }

    protected override Task<string> ConfigureAsync()
    {
        Backend = Own(new RecordingBackend());
        return Task.FromResult($"""
            [upstreams.backend]
            addrs = ["{Backend.Address}"]
            health_check = "tcp://any?check_frequency=1h&failure=1000"

            [locations.all]
            upstream = "backend"
            enable_reverse_proxy_headers = false

            [servers.http]
            addr = "127.0.0.1:0"
            locations = ["all"]
            enabled_h2 = true
            """);
    }
}
