using System.Diagnostics;
using System.Net;
using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing.EndToEnd;
using Xunit.Abstractions;

namespace Pingap.EndToEnd.Tests.Load.Unrest;

/// <summary>
/// Everything that can go wrong, all at once: backends that fail in every way and refuse at times, clients that leave in the middle, limits and a queue that are too small, checks,
/// breakers and ejections that come and go. Whatever happens to requests, nothing is left of them.
/// </summary>
[Collection(HeavyLoad.Name)]
public sealed class UnrestTests(ITestOutputHelper output)
{
    private const int Requests = 100_000;
    private const int Clients = 64;
    private const int Backends = 4;
    private const int MaxAtBackend = 4;

    [Fact]
    public async Task After_any_unrest_no_request_is_under_way_or_waits()
    {
        var backends = Enumerable.Range(1, Backends).Select(seed => new MoodyBackend(seed)).ToList();
        await using var pingap = ConfiguredPingap.Start(Config(backends));
        var url = await pingap.Process.WaitForListeningAsync();
        using var control = await ControlChannel.OfAsync(pingap.Process);
        var (tally, left, time) = (new UnrestTally(), Requests, Stopwatch.StartNew());

        var clients = Task.WhenAll(Enumerable.Range(1, Clients).Select(number => Task.Run(async () =>
        {
            using var client = new MoodyClient(new(IPAddress.Loopback, url.Port), number, tally);
            while (Interlocked.Decrement(ref left) >= 0) await client.SendAsync();
        })));
        await RefuseInTurnAsync(backends, tally, clients);
        await clients;
        output.WriteLine($"{tally} in {time.Elapsed.TotalSeconds:0.0} s");

        var deadline = Deadline.Token;
        while (await control.UnderWayAsync() > 0) deadline.ThrowIfCancellationRequested();
        Assert.Equal(Requests, tally.Total);
        // There was unrest, and many requests did get their answer.
        Assert.InRange(tally.Of(UnrestEnd.Answered), Requests / 4, Requests);
        Assert.All(Enum.GetValues<UnrestEnd>(), end => Assert.InRange(tally.Of(end), Requests / 1_000, Requests));
        foreach (var backend in backends) await backend.DisposeAsync();
    }

    /// <summary>Has one backend after the other refuse connections, for a twentieth of the requests each.</summary>
    private static async Task RefuseInTurnAsync(List<MoodyBackend> backends, UnrestTally tally, Task clients)
    {
        for (var turn = 0; !clients.IsCompleted; turn++)
        {
            var backend = backends[turn % backends.Count];
            await backend.RefuseAsync();
            await Task.WhenAny(clients, tally.NextAsync(Requests / 20));
            backend.Listen();
            await Task.WhenAny(clients, tally.NextAsync(Requests / 20));
        }
    }

    private static string Config(List<MoodyBackend> backends) => $"""
        [upstreams.moody]
        addrs = [{string.Join(", ", backends.Select(backend => $"\"{backend.Address}\""))}]
        algorithm = "least_conn"
        health_check = "tcp://moody?check_frequency=100ms&failure=3"
        connection_timeout = "100ms"
        read_timeout = "100ms"
        idle_timeout = "100ms"
        max_in_flight = {Backends * MaxAtBackend * 3 / 4}
        backend_max_in_flight = {MaxAtBackend}
        queue_size = 40
        queue_timeout = "200ms"
        recovery_timeout = "50ms"
        retry_budget = 50
        slow_start = "1s"
        circuit_break_max_consecutive_failures = 6
        circuit_break_open_duration = "50ms"
        eject_failure_percent = 30
        eject_min_requests = 20
        eject_window = "1s"
        eject_duration = "100ms"

        [locations.all]
        upstream = "moody"
        max_retries = 2
        retry_statuses = "503"

        [locations.first]
        upstream = "moody"
        path = "/client-1"
        queue_priority = 9
        max_retries = 1

        [servers.http]
        addr = "127.0.0.1:0"
        locations = ["all", "first"]
        """;
}
