using System.Net;
using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pingap.Actors.Configuration;
using Pingap.Actors.Control;
using Pingap.Actors.Control.History;
using Pingap.Actors.Control.Sources;
using Pingap.Actors.Upstreams;
using Pingap.Gateway.Hosting;
using Pingap.Testing.EndToEnd;

namespace Pingap.EndToEnd.Tests.Load;

/// <summary>The proxy in the process of the test, where its actors can be reached.</summary>
[Collection(HeavyLoad.Name)]
public sealed class GroupCrashTests : IAsyncLifetime
{
    private const int Clients = 16;
    private const int Crashes = 10;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<Uri> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ExampleBackend _one = null!;
    private ExampleBackend _two = null!;
    private ConfigFile _config = null!;
    private IHost _host = null!;
    private Task<ProxyExit> _running = null!;

    public async Task InitializeAsync()
    {
        _one = await ExampleBackend.StartAsync("one");
        _two = await ExampleBackend.StartAsync("two");
        _config = new ConfigFile($"""
            [upstreams.app]
            addrs = ["{_one.Address}", "{_two.Address}"]

            [locations.all]
            upstream = "app"

            [servers.http]
            addr = "127.0.0.1:0"
            locations = ["all"]
            """);
        var run = new ProxyRun(
            new FileConfigSource(_config.Path),
            new MemoryConfigHistory(),
            StartFrom.Source,
            logging => logging.SetMinimumLevel(LogLevel.None),
            _ => { },
            (listening, _) => _started.SetResult(new Uri($"http://{listening[0]}")));
        _host = ProxyHost.Build(run);
        _running = ProxyHost.RunAsync(_host, run, _stop.Token);
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(Deadline);
        _host.Dispose();
        _stop.Dispose();
        _config.Dispose();
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Fact]
    public Task A_group_that_crashes_under_load_is_restarted_and_every_request_ends_well() => EveryRequestEndsWell(Kill.Instance);

    [Fact]
    public Task A_group_that_is_stopped_under_load_is_replaced_and_every_request_ends_well() => EveryRequestEndsWell(PoisonPill.Instance);

    private UpstreamHandle Group => _host.Services.GetRequiredService<RunningConfig>().Current!.Upstreams[new UpstreamName("app")];

    private async Task EveryRequestEndsWell(object death)
    {
        await using var load = RequestLoad.Start(Clients, await _started.Task.WaitAsync(Deadline));
        for (var crash = 0; crash < Crashes; crash++)
        {
            await load.NextAsync(200);
            Group.Group.Tell(death);
        }

        await load.NextAsync(1_000);
        var report = await load.StopAsync();

        Assert.Empty(report.Failed);
        var (one, two) = (report.From("one"), report.From("two"));
        // Each life of the group begins with the first backend again.
        Assert.InRange(one - two, 0, Crashes + 1);
        var group = await Group.Group.Ask<UpstreamGroupProtocol.BackendsListed>(UpstreamGroupProtocol.ListBackends.Instance, Deadline);
        Assert.Equal([0, 0], group.Backends.Select(backend => backend.InFlight));
    }
}
