using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pingap.Testing.EndToEnd;
using Pingap.Testing.Processes;

namespace Pingap.EndToEnd.Tests.CommandLine;

public sealed partial class RunTests : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private ExampleBackend _one = null!;
    private ExampleBackend _two = null!;

    public async Task InitializeAsync()
    {
        _one = await ExampleBackend.StartAsync("one");
        _two = await ExampleBackend.StartAsync("two");
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Fact]
    public async Task Backends_of_the_command_line_take_turns()
    {
        await using var pingap = PingapProcess.Start("run", "--upstream", $"{_one.Address},{_two.Address}", "--addr", "127.0.0.1:0");

        var report = await RequestLoad.RunAsync(1, 10, await pingap.WaitForListeningAsync());

        Assert.Equal((5, 5), (report.From("one"), report.From("two")));
    }

    [Theory]
    [InlineData("example.test", HttpStatusCode.OK)]
    [InlineData("EXAMPLE.test", HttpStatusCode.OK)]
    [InlineData("www.below.test", HttpStatusCode.OK)]
    [InlineData("below.test", HttpStatusCode.NotFound)]
    [InlineData("other.test", HttpStatusCode.NotFound)]
    public async Task With_domains_only_those_are_served(string host, HttpStatusCode status)
    {
        await using var pingap = PingapProcess.Start(
            "run", "--upstream", _one.Address, "--addr", "127.0.0.1:0", "--domain", "example.test,*.below.test");
        using var request = new HttpRequestMessage(HttpMethod.Get, await pingap.WaitForListeningAsync()) { Headers = { Host = host } };

        using var answer = await _client.SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task With_log_json_every_line_is_an_event_in_JSON_from_the_first_to_the_last()
    {
        using var file = new ConfigFile($"""
            [upstreams.app]
            addrs = ["{_one.Address}", "127.0.0.1:{FreePort.Next()}"]

            [locations.all]
            upstream = "app"

            [servers.http]
            addr = "127.0.0.1:0"
            locations = ["all"]
            """);
        await using var pingap = PingapProcess.Start("run", "-c", file.Path, "--log-json", "--log-level", "debug");
        var line = await pingap.WaitForLineAsync(line => line.Contains("listening on", StringComparison.Ordinal));
        var address = JsonDocument.Parse(line).RootElement.GetProperty("Address").GetString();
        for (var i = 0; i < 4; i++) await _client.GetStringAsync(new Uri($"http://{address}/"));
        pingap.Send(ProcessSignal.Terminate);
        Assert.Equal(0, await pingap.WaitForExitAsync());

        Assert.All(pingap.Output.All, text =>
        {
            var entry = JsonDocument.Parse(text).RootElement;
            Assert.True(entry.TryGetProperty("@t", out _) && entry.TryGetProperty("@mt", out _), text);
        });
        Assert.Contains(pingap.Output.All, text => text.Contains("\"stopped\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_demonstration_says_where_it_listens_and_who_answers_and_a_listed_command_works()
    {
        await using var pingap = PingapProcess.Start("run", "--demo", "--addr", "127.0.0.1:0");
        var proxy = await pingap.WaitForListeningAsync();

        var guide = await pingap.WaitForLineAsync(line => line.StartsWith("The proxy listens on ", StringComparison.Ordinal));
        var command = await pingap.WaitForLineAsync(line => line.Contains("/api/users", StringComparison.Ordinal));

        Assert.Matches(Guide(), guide);
        var page = new Uri(Url().Match(command).Value);
        Assert.Equal(proxy.Authority, page.Authority);
        using var answer = await _client.GetAsync(page);
        Assert.StartsWith("Hello from backend-", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(["pingap"], answer.Headers.GetValues("X-Served-By"));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run", "--demo", "--upstream", "127.0.0.1:1")]
    [InlineData("run", "--demo", "--colour")]
    [InlineData("check")]
    [InlineData("sprint")]
    public async Task A_command_line_that_makes_no_sense_exits_with_2_and_points_to_help(params string[] arguments)
    {
        await using var pingap = PingapProcess.Start(arguments);

        Assert.Equal(2, await pingap.WaitForExitAsync());
        Assert.Matches("^See: pingap .*--help$", pingap.Errors.All[^1]);
        Assert.Empty(pingap.Output.All);
    }

    [GeneratedRegex(@"^The proxy listens on http://127\.0\.0\.1:\d+ in front of backend-1 \(127\.0\.0\.1:\d+\) and backend-2 \(127\.0\.0\.1:\d+\)\.$")]
    private static partial Regex Guide();

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Url();
}
