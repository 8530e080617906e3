using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Pingap.Testing.Backends;
using Pingap.Testing.EndToEnd;

namespace Pingap.Benchmarks.Abuse;

/// <summary>
/// <c>abuse</c>: what each attack costs before it is cut: processor time and memory of the proxy, and the requests of a client that does no harm meanwhile.
/// Timeouts are those of the configuration below, which are shorter than by default so that it does not take long.
/// </summary>
internal static class AbuseCommand
{
    private const double MostProcessor = 0.1;
    private const double MostMemory = 10;
    private const double MostLatency = 60;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(200);

    /// <summary>Measures, and prints a table.</summary>
    /// <param name="names">Which attacks: those whose name contains one of these; all when empty.</param>
    /// <returns>The exit code: 0 when all limits hold, 1 when one does not.</returns>
    public static async Task<int> RunAsync(string[] names)
    {
        await using var backend = await HttpBackend.StartAsync(AnswerAsync);
        await using var pingap = ConfiguredPingap.Start(Config(backend.Address.ToString()));
        var port = (await pingap.Process.WaitForListeningAsync()).Port;
        var use = new ProcessUse(pingap.Process.Id);
        var attacks = Attacks.All.Where(attack => names.Length == 0 || names.Any(attack.Name.Contains)).ToList();

        // Twice without looking: the first of each kind runs code that was never compiled.
        foreach (var attack in attacks.Where(attack => attack.Rounds > 1))
            for (var i = 0; i < 2 * attack.Rounds; i++)
                await RunAsync(attack, port);

        var idle = await IdleAsync(use);
        Console.WriteLine($"beside what it takes when idle, {idle * 1000:0} ms of processor a second:");
        Console.WriteLine($"{"attack",-42}{"cut after",12}{"processor",12}{"memory",10}{"clean p95",13}{"slowest",12}");
        var holds = true;
        foreach (var attack in attacks) holds &= await MeasureAsync(attack, port, use, idle);
        Console.WriteLine(holds ? "the limits hold" : "the limits do NOT hold");
        return holds ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(Attack attack, int port, ProcessUse use, double idle)
    {
        List<double> processor = [], memory = [], latency = [], time = [];
        for (var round = 0; round < attack.Rounds; round++)
        {
            var (start, before) = (Stopwatch.GetTimestamp(), (use.Processor, use.Memory));
            var attacking = RunAsync(attack, port);
            var most = use.Memory;
            while (!attacking.IsCompleted)
            {
                await Task.WhenAny(attacking, Task.Delay(10));
                most = Math.Max(most, use.Memory);
            }

            await attacking;
            time.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            // What is left of it is its own cost too.
            await Task.Delay(Settling);
            processor.Add(use.Processor - before.Processor - (idle * Stopwatch.GetElapsedTime(start).TotalSeconds));
            memory.Add(Math.Max(most, use.Memory) - before.Memory);
        }

        // By itself, since a clean client costs more than most attacks.
        for (var round = 0; round < attack.Rounds; round++)
        {
            using var over = new CancellationTokenSource();
            var clean = new CleanClient(port).RunAsync(over.Token);
            await RunAsync(attack, port);
            await Task.Delay(Settling);
            await over.CancelAsync();
            latency.AddRange(await clean);
        }

        var (cpu, mb, ms) = (Math.Max(0, processor.Average()), Math.Max(0, Median(memory)), At(latency, 0.95));
        var holds = cpu <= MostProcessor && mb <= MostMemory && ms <= MostLatency;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{attack.Name,-42}{Median(time),10:0.00} s{cpu,10:0.000} s{mb,7:0.0} MB{ms,10:0.0} ms{latency.Max(),9:0.0} ms{(holds ? "" : "  over the limit")}"));
        return holds;
    }

    private static async Task RunAsync(Attack attack, int port)
    {
        using var patience = new CancellationTokenSource(Patience);
        await attack.RunAsync(port, patience.Token);
    }

    /// <summary>The least of some stretches of time: what is compiled in the background ends in one of them.</summary>
    private static async Task<double> IdleAsync(ProcessUse use)
    {
        var least = double.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var (start, before) = (Stopwatch.GetTimestamp(), use.Processor);
            await Task.Delay(TimeSpan.FromSeconds(3));
            least = Math.Min(least, (use.Processor - before) / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return least;
    }

    private static double Median(List<double> values) => At(values, 0.5);

    private static double At(List<double> values, double share) => values.Order().ElementAt((int)(values.Count * share));

    private static Task AnswerAsync(HttpContext http) => http.Request.Path.Value switch
    {
        "/large" => http.Response.Body.WriteAsync(new byte[1024 * 1024]).AsTask(),
        "/hold" => Task.Delay(Timeout.Infinite, http.RequestAborted),
        "/upload" => http.Request.Body.CopyToAsync(Stream.Null),
        _ => SayOkAsync(http.Response),
    };

    private static Task SayOkAsync(HttpResponse response)
    {
        response.ContentLength = 2;
        return response.WriteAsync("ok");
    }

    private static string Config(string backend) => $"""
        [basic]
        client_header_timeout = "2s"
        keepalive_timeout = "3s"

        [upstreams.backend]
        addrs = ["{backend}"]

        [locations.all]
        upstream = "backend"

        [servers.http]
        addr = "127.0.0.1:0"
        locations = ["all"]
        enabled_h2 = true
        """;
}
