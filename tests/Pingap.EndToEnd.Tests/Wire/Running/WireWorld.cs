using Pingap.EndToEnd.Tests.Running;
using Pingap.EndToEnd.Tests.Wire.Reading;

namespace Pingap.EndToEnd.Tests.Wire.Running;

/// <summary>A proxy with one backend that reads requests to the letter.</summary>
public abstract class WireWorld : ProxyFixture
{
    private WireClient? _other;
    private int _markers;

    /// <summary>The backend.</summary>
    public RecordingBackend Backend { get; private set; } = null!;

    /// <summary>What the backend answers; <c>null</c> for an echo.</summary>
    protected virtual Func<WireMessage, Play>? Answers => null;

    /// <summary>More lines for the upstream.</summary>
    protected virtual string UpstreamKeys => "";

    /// <summary>Sends a request whose answer is its own over a connection, and the same ones to the backend.</summary>
    /// <param name="client">The connection; one that nothing else has been on when not given.</param>
    public async Task AnswersItsOwnAsync(WireClient? client = null)
    {
        client ??= _other ??= await WireClient.OpenAsync(Url);
        var target = $"/marker/{++_markers}";
        await client.SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");
        var answer = await client.ReadAnswerAsync();
        Assert.True(answer.Is(200), answer.ToString());
        Assert.Equal(Play.EchoOf("GET", target), answer.Response!.Body);
    }

    /// <inheritdoc/>
    protected override Task<string> ConfigureAsync()
    {
        Backend = Own(new RecordingBackend(Answers));
        return Task.FromResult($"""
            [upstreams.backend]
            addrs = ["{Backend.Address}"]
            health_check = "tcp://any?check_frequency=1h&failure=1000"
            {UpstreamKeys}

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
