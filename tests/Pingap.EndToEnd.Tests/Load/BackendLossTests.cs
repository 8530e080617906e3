using System.Diagnostics;
using System.Net;
using Pingap.Testing.EndToEnd;

namespace Pingap.EndToEnd.Tests.Load;

[Collection(HeavyLoad.Name)]
public sealed class BackendLossTests : IAsyncLifetime
{
    private const int Clients = 16;
    private const int Threshold = 2;

    private KillableBackend _mortal = null!;
    private ExampleBackend _steady = null!;

    public async Task InitializeAsync()
    {
        _mortal = await KillableBackend.StartAsync("mortal");
        _steady = await ExampleBackend.StartAsync("steady");
    }

    public async Task DisposeAsync()
    {
        await _mortal.DisposeAsync();
        await _steady.DisposeAsync();
    }

    [Fact]
    public async Task A_backend_killed_under_load_costs_only_requests_that_were_in_flight_and_returns_by_itself()
    {
        await using var pingap = Start(probes: "200ms");
        await using var load = RequestLoad.Start(Clients, await pingap.Process.WaitForListeningAsync());
        await load.NextAsync(50, answer => answer.Backend == "mortal");

        await _mortal.KillAsync();
        var dead = Stopwatch.GetTimestamp();
        await pingap.SaysAsync($"backend {_mortal.Address} of upstream app is unhealthy");
        await load.NextAsync(1_000);
        await _mortal.StartAsync();
        await pingap.SaysAsync($"backend {_mortal.Address} of upstream app is healthy");
        await load.NextAsync(200, answer => answer.Backend == "mortal");
        var report = await load.StopAsync();

        Assert.InRange(report.Failed.Count, 0, Clients);
        Assert.All(report.Failed, failed => Assert.True(failed.Started < dead, $"sent when the backend was dead already: {failed}"));
    }

    [Fact]
    public async Task A_dead_backend_is_tried_as_often_as_its_failure_threshold_and_no_request_fails()
    {
        // Probes so rare that requests alone find out.
        await using var pingap = Start(probes: "1h");
        var proxy = await pingap.Process.WaitForListeningAsync();
        Assert.Equal(5, (await RequestLoad.RunAsync(1, 10, proxy)).From("mortal"));

        await _mortal.KillAsync();
        var report = await RequestLoad.RunAsync(1, 50, proxy);
        await pingap.StopAsync();

        Assert.Equal(50, report.From("steady"));
        var tries = pingap.Process.Output.All.Count(line => line.Contains($"Forwarding to {_mortal.Address} of app failed", StringComparison.Ordinal));
        Assert.Equal(Threshold, tries);
    }

    [Fact]
    public async Task Requests_that_must_not_be_repeated_end_with_502_when_the_backend_that_holds_them_is_killed()
    {
        await using var pingap = Start(probes: "200ms");
        var page = new Uri(await pingap.Process.WaitForListeningAsync(), "/hold");
        using var client = new HttpClient();
        var answers = Enumerable.Range(0, 10).Select(_ => StatusAsync(client, page)).ToList();
        for (var i = 0; i < 5; i++)
        {
            await _mortal.Origin.ReceivedAsync();
            await _steady.ReceivedAsync();
        }

        await _mortal.KillAsync();
        var statuses = new List<HttpStatusCode>();
        await foreach (var answer in Task.WhenEach(answers))
        {
            statuses.Add(await answer);
            if (statuses.Count == 5) _steady.Release();
        }

        Assert.Equal(Enumerable.Repeat(HttpStatusCode.BadGateway, 5).Concat(Enumerable.Repeat(HttpStatusCode.OK, 5)), statuses);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, Uri page)
    {
        using var answer = await client.PostAsync(page, content: null);
        return answer.StatusCode;
    }

    private ConfiguredPingap Start(string probes) => ConfiguredPingap.Start($"""
        [upstreams.app]
        addrs = ["{_mortal.Address}", "{_steady.Address}"]
        health_check = "http://app/health?check_frequency={probes}&failure={Threshold}"

        [locations.all]
        upstream = "app"

        [servers.http]
        addr = "127.0.0.1:0"
        locations = ["all"]
        """);
}
