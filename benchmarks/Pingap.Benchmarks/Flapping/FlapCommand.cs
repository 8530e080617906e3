using System.Diagnostics;
using System.Globalization;
using System.Net;
using Pingap.Benchmarks.Given;
using Pingap.Testing.EndToEnd;

namespace Pingap.Benchmarks.Flapping;

/// <summary>
/// <c>flap</c>: how many requests fail while a backend is up for a second and down for a second, beside a steady one and alone. HAProxy with the same settings is before the same
/// backends, and the load goes to one proxy and to the other by turns.
/// </summary>
internal static class FlapCommand
{
    private const int Rate = 400;
    private const int Rounds = 8;
    private static readonly TimeSpan Phase = TimeSpan.FromSeconds(1);

    /// <summary>HAProxy waits for a second before it tries the same server again, where there is no other; this is Pingap's way to wait as long.</summary>
    private const string Recovery = "recovery_timeout = '1s'\nqueue_size = 1000";

    /// <summary>A round is this many times up and down.</summary>
    private const int Cycles = 2;

    /// <summary>Measures, and prints what it finds.</summary>
    /// <returns>The exit code: 0 if no more requests fail than with HAProxy, 1 if more do, 2 without HAProxy.</returns>
    public static async Task<int> RunAsync()
    {
        if (HaproxyProcess.Program is not { } program)
        {
            await Console.Error.WriteLineAsync("haproxy is not installed: apt-get install haproxy");
            return 2;
        }

        var holds = await MeasureAsync(program, "beside a steady backend", isAlone: false, Recovery);
        holds &= await MeasureAsync(program, "alone", isAlone: true, Recovery);
        // What nobody waits for fails; to be seen, not to be judged.
        await MeasureAsync(program, "alone, without recovery_timeout", isAlone: true, "");
        Console.WriteLine(holds ? "the limit holds" : "the limit does NOT hold");
        return holds ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(string program, string row, bool isAlone, string settings)
    {
        await using var flapping = new FlappingBackend();
        await using var steady = new FlappingBackend();
        steady.Up();
        string[] backends = isAlone ? [flapping.Address] : [flapping.Address, steady.Address];
        await using var haproxy = await HaproxyProcess.StartAsync(program, Haproxy(backends));
        await using var pingap = ConfiguredPingap.Start(Pingap(backends, settings));
        var port = (await pingap.Process.WaitForListeningAsync()).Port;
        var (theirs, ours, warmup) = (new FlapSamples(), new FlapSamples(), new FlapSamples());
        using var toHaproxy = new FlapLoad(haproxy.EndPoint, theirs);
        using var toPingap = new FlapLoad(new IPEndPoint(IPAddress.Loopback, port), ours);
        using var warming = new FlapLoad(new IPEndPoint(IPAddress.Loopback, port), warmup);
        await RoundAsync(flapping, warming);
        for (var round = 0; round < Rounds; round++)
        {
            await RoundAsync(flapping, round % 2 == 0 ? toHaproxy : toPingap);
            await RoundAsync(flapping, round % 2 == 0 ? toPingap : toHaproxy);
        }

        Console.WriteLine($"{row}:\n  HAProxy {theirs}\n  Pingap  {ours}");
        return IsNoMore(ours.Failed, theirs.Failed);
    }

    /// <summary>Whether one count is no greater than another, but for chance: by two standard deviations of their difference.</summary>
    private static bool IsNoMore(int count, int than) => count - than <= 2 * Math.Sqrt(count + than);

    private static async Task RoundAsync(FlappingBackend backend, FlapLoad load)
    {
        var start = Stopwatch.GetTimestamp();
        var requests = load.RunAsync(Rate, 2 * Cycles * Phase);
        for (var phase = 1; phase <= 2 * Cycles; phase++)
        {
            if (phase % 2 == 1) backend.Up();
            else await backend.DownAsync();
            var rest = (phase * Phase) - Stopwatch.GetElapsedTime(start);
            if (rest > TimeSpan.Zero) await Task.Delay(rest);
        }

        // Who waits for it is not to wait in vain because the round is over.
        backend.Up();
        await requests;
    }

    private static string Pingap(string[] backends, string settings) => $"""
        [upstreams.flap]
        addrs = [{string.Join(", ", backends.Select(backend => $"\"{backend}\""))}]
        health_check = "tcp://flap?check_frequency=200ms&success=1&failure=2"
        {settings}
        connection_timeout = "1s"
        read_timeout = "3s"

        [locations.all]
        upstream = "flap"
        max_retries = 3

        [servers.http]
        addr = "127.0.0.1:0"
        locations = ["all"]
        """;

    private static string Haproxy(string[] backends) => $"""
        defaults
            mode http
            timeout connect 1s
            timeout server 3s
            timeout client 60s
            retries 3
            option redispatch 1
            retry-on conn-failure empty-response

        listen flap
            balance roundrobin
            http-request disable-l7-retry if METH_POST
            default-server check inter 200ms rise 1 fall 2
        {string.Join('\n', backends.Select((backend, i) => string.Create(CultureInfo.InvariantCulture, $"    server s{i} {backend}")))}
        """;
}
