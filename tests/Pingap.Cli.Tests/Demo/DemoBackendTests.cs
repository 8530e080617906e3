using System.Net;
using System.Net.WebSockets;
using System.Text;
using Pingap.Cli.Demo;

namespace Pingap.Cli.Tests.Demo;

public sealed class DemoBackendTests : IAsyncLifetime
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(30) };
    private DemoBackends _demo = null!;

    public async Task InitializeAsync() => _demo = await DemoBackends.StartAsync();

    public async Task DisposeAsync()
    {
        await _demo.DisposeAsync();
        _client.Dispose();
    }

    [Theory]
    [InlineData(0, "backend-1")]
    [InlineData(1, "backend-2")]
    public async Task Each_says_who_it_is(int which, string name)
    {
        var response = await _client.GetAsync(Url("/", which));

        Assert.Equal(name, Assert.Single(response.Headers.GetValues("X-Backend")));
        Assert.StartsWith($"Hello from {name}: GET / ", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_path_is_answered_with_method_path_and_header_as_received()
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, Url("/users/1?q=2"));
        request.Headers.Add("X-Forwarded-For", "192.0.2.1");

        var text = await (await _client.SendAsync(request)).Content.ReadAsStringAsync();

        Assert.Contains("DELETE /users/1?q=2 HTTP/1.1\n", text, StringComparison.Ordinal);
        Assert.Contains("X-Forwarded-For: 192.0.2.1\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health", 200)]
    [InlineData("/slow?ms=1", 200)]
    [InlineData("/slow", 400)]
    [InlineData("/slow?ms=99999999", 400)]
    [InlineData("/status/418", 418)]
    [InlineData("/status/204", 204)]
    [InlineData("/status/99", 400)]
    [InlineData("/status/x", 400)]
    [InlineData("/ws", 426)]
    public async Task Pages_answer_with_their_status(string path, int status) =>
        Assert.Equal((HttpStatusCode)status, (await _client.GetAsync(Url(path))).StatusCode);

    [Fact]
    public async Task Events_come_one_by_one()
    {
        using var stream = await _client.GetStreamAsync(Url("/events"));
        using var reader = new StreamReader(stream);

        Assert.Equal("data: tick 1 from backend-1", await reader.ReadLineAsync());
        Assert.Equal("", await reader.ReadLineAsync());
        Assert.Equal("data: tick 2 from backend-1", await reader.ReadLineAsync());
    }

    [Fact]
    public async Task A_web_socket_echoes_and_says_goodbye()
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(Url("/ws")) { Scheme = "ws" }.Uri, CancellationToken.None);
        var buffer = new byte[64];

        await socket.SendAsync(Encoding.UTF8.GetBytes("ping"), WebSocketMessageType.Text, true, CancellationToken.None);
        var echo = await socket.ReceiveAsync(buffer, CancellationToken.None);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

        Assert.Equal("ping", Encoding.UTF8.GetString(buffer, 0, echo.Count));
        Assert.Equal(WebSocketState.Closed, socket.State);
    }

    [Fact]
    public async Task It_ends_soon_although_a_stream_is_open()
    {
        using var stream = await _client.GetStreamAsync(Url("/events", 1));
        using var reader = new StreamReader(stream);
        await reader.ReadLineAsync();

        await _demo.All[1].DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
    }

    private Uri Url(string path, int which = 0) => new($"http://{_demo.All[which].Address}{path}");
}
