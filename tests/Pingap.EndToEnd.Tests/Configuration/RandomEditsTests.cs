using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Pingap.EndToEnd.Tests.Configuration.Edits;
using Pingap.EndToEnd.Tests.Load;
using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing.EndToEnd;

namespace Pingap.EndToEnd.Tests.Configuration;

/// <summary>A thousand edits of the file, about half of them broken, under load and with streams open.</summary>
[Collection(HeavyLoad.Name)]
public sealed class RandomEditsTests : IAsyncLifetime
{
    private const int Edits = 1000;
    private const int Clients = 6;
    private const int Sockets = 4;
    private const int Seed = 20261123;

    private readonly SemaphoreSlim _next = new(0);
    private readonly List<Backend> _backends = [];
    private int _tripped;

    public async Task InitializeAsync()
    {
        foreach (var name in new[] { "one", "two", "three" }) _backends.Add(await Backend.StartAsync(new BackendOptions { Name = name }));
        Streams.Serve(_backends[0], _next);
        _backends[0].Serve("/tripped", http =>
        {
            Interlocked.Increment(ref _tripped);
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        });
    }

    public async Task DisposeAsync()
    {
        foreach (var backend in _backends) await backend.DisposeAsync();
        _next.Dispose();
    }

    [Fact]
    public async Task Nothing_breaks_that_an_edit_does_not_touch_and_no_broken_edit_has_an_effect()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var addresses = _backends.ConvertAll(backend => backend.Address);
        var random = new Random(Seed);
        var config = new EditedConfig(Stable(), ["stable", "turns", "tripped"], new Dictionary<int, IReadOnlyList<string>> { [0] = [addresses[0]] }, "", HasSecondServer: false);
        await using var pingap = ConfiguredPingap.Start(config.ToToml());
        using var control = await ControlChannel.OfAsync(pingap.Process);
        var proxy = await pingap.Process.WaitForListeningAsync("http");
        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.InternalServerError, await StatusAsync(http, proxy, "/tripped"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(http, proxy, "/tripped"));
        await using var streams = await Streams.OpenAsync(proxy, Sockets);
        await using var load = new JudgedLoad(proxy, config, _backends.ToDictionary(backend => backend.Address, backend => backend.Name), Clients);
        var turns = new List<string> { await BackendAsync(http, proxy, "/turns") };

        var refused = 0;
        for (var edit = 0; edit < Edits; edit++)
        {
            var next = config.Edited(random, addresses);
            var isBroken = random.Next(2) == 0;
            if (!isBroken) load.MayApply(next);
            pingap.File.Replace(isBroken ? next.ToBrokenToml(random, $"{taken.LocalEndpoint}") : next.ToToml());
            var (isDone, answer) = await control.PostAsync("/v1/config/reload");
            Assert.True(isDone == !isBroken, $"edit {edit}: {answer}");
            if (isBroken)
            {
                refused++;
            }
            else
            {
                load.HasApplied();
                config = next;
            }

            turns.Add(await BackendAsync(http, proxy, "/turns"));
            await streams.UseAsync(_next);
            Assert.Empty(load.Faults);
        }

        await load.StopAsync();
        Assert.Empty(load.Faults);
        Assert.True(load.Requests > Edits, $"{load.Requests} requests are too few to show anything");
        Assert.InRange(refused, Edits / 3, Edits * 2 / 3);

        // The balancer of an upstream that no edit touched has not lost its place, nor a breaker that was open its state.
        Assert.Equal(Enumerable.Range(0, turns.Count).Select(turn => turns[turn % 2]), turns);
        Assert.NotEqual(turns[0], turns[1]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(http, proxy, "/tripped"));
        Assert.Equal(1, _tripped);
    }

    private string Stable() => $"""
        [upstreams.stable]
        addrs = ["{_backends[0].Address}"]

        [upstreams.turns]
        addrs = ["{_backends[0].Address}", "{_backends[1].Address}"]

        [upstreams.tripped]
        addrs = ["{_backends[0].Address}"]
        circuit_break_max_consecutive_failures = 1
        circuit_break_open_duration = "1h"

        [locations.stable]
        upstream = "stable"
        path = "/s"

        [locations.turns]
        upstream = "turns"
        path = "/turns"

        [locations.tripped]
        upstream = "tripped"
        path = "/tripped"

        """;

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, Uri proxy, string path)
    {
        using var answer = await http.GetAsync(new Uri(proxy, path));
        return answer.StatusCode;
    }

    private static async Task<string> BackendAsync(HttpClient http, Uri proxy, string path)
    {
        using var answer = await http.GetAsync(new Uri(proxy, path));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer.Headers.GetValues(ExampleBackend.NameField).Single();
    }
}
