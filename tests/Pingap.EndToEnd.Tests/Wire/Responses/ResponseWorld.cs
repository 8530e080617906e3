using System.Globalization;
using Pingap.EndToEnd.Tests.Running;
using Pingap.EndToEnd.Tests.Wire.Running;

namespace Pingap.EndToEnd.Tests.Wire.Responses;

/// <summary>A proxy with one backend that plays the rows: <c>/row/7</c> is answered by the eighth, anything else by itself.</summary>
public sealed class ResponseWorld : ProxyFixture
{
    private WireClient? _other;
    private int _markers;

    /// <summary>All rows.</summary>
    public static IReadOnlyList<ResponseRow> Rows { get; } = [.. LengthResponses.All, .. ChunkResponses.All, .. HeadResponses.All];

    /// <summary>The backend.</summary>
    public RecordingBackend Backend { get; private set; } = null!;

    /// <summary>Sends a request over a connection: its answer is its own.</summary>
    /// <param name="client">The connection; one that no row has been on when not given.</param>
    public async Task AnswersItsOwnAsync(WireClient? client = null)
    {
        client ??= _other ??= await WireClient.OpenAsync(Url);
        var target = $"/marker/{++_markers}";
        await client.SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");
        var answer = await client.ReadAnswerAsync();
        Assert.True(answer.Is(200), answer.ToString());
        Assert.Equal(Play.EchoOf("GET", target), answer.Response!.Body);
    }

    protected override Task<string> ConfigureAsync()
    {
        Backend = Own(new RecordingBackend(request => request.Target.StartsWith("/row/", StringComparison.Ordinal)
            ? Rows[int.Parse(request.Target.AsSpan(5), CultureInfo.InvariantCulture)].Play
            : Play.Echo(request)));
        return Task.FromResult($"""
            [upstreams.backend]
            addrs = ["{Backend.Address}"]
            health_check = "tcp://any?check_frequency=1h&failure=1000"
            read_timeout = "2s"

            [locations.all]
            upstream = "backend"
            enable_reverse_proxy_headers = false

            [servers.http]
            addr = "127.0.0.1:0"
            locations = ["all"]
            """);
    }
}
