using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pingap.Testing.Processes;

namespace Pingap.Testing.EndToEnd;

/// <summary>Speaks to the control channel of a running proxy as <c>curl --unix-socket</c> does.</summary>
public sealed class ControlChannel : IDisposable
{
    private readonly HttpClient _http;

    private ControlChannel(string socket) => _http = new HttpClient(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (_, cancellation) =>
        {
            var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation);
            return new NetworkStream(connection, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri("http://pingap"),
        Timeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>That of a process, as soon as it says that it is open.</summary>
    public static async Task<ControlChannel> OfAsync(PingapProcess process)
    {
        const string said = "control channel open at ";
        var line = await process.WaitForLineAsync(line => line.Contains(said, StringComparison.Ordinal));
        return new ControlChannel(line[(line.IndexOf(said, StringComparison.Ordinal) + said.Length)..].Trim());
    }

    /// <summary>Gives a command.</summary>
    /// <returns>Whether it was done, and the answer.</returns>
    public async Task<(bool IsDone, JsonNode Answer)> PostAsync(string path, object? body = null)
    {
        using var content = new StringContent(body is null ? "" : JsonSerializer.Serialize(body));
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content);
        return (answer.IsSuccessStatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    /// <summary>Asks a question.</summary>
    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await _http.GetStringAsync(new Uri(path, UriKind.Relative)))!;

    /// <summary>How many requests are under way or wait, in all upstreams together.</summary>
    public async Task<int> UnderWayAsync()
    {
        var answer = await GetAsync("/v1/upstreams");
        return answer["upstreams"]!.AsArray().Sum(upstream => (int)upstream!["in_flight"]! + (int)upstream["waiting"]!
            + upstream["backends"]!.AsArray().Sum(backend => (int)backend!["in_flight"]!));
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
