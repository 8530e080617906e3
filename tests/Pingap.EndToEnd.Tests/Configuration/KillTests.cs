using System.Globalization;
using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing.EndToEnd;
using Pingap.Testing.Processes;

namespace Pingap.EndToEnd.Tests.Configuration;

/// <summary>The process is killed in the middle of applying a configuration.</summary>
public sealed class KillTests : IAsyncLifetime
{
    private const int Rounds = 12;
    private const int Locations = 40;
    private const string AppliedLine = "configuration version ";

    // An apply takes some milliseconds, or tens of them on a busy machine: the moments reach from before its first step to after its last.
    private static readonly int[] LatestKills = [10, 40, 200, Timeout.Infinite];

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("pingap-kill-");
    private Backend _backend = null!;

    public async Task InitializeAsync() => _backend = await Backend.StartAsync(new BackendOptions());

    public async Task DisposeAsync()
    {
        await _backend.DisposeAsync();
        _state.Delete(recursive: true);
    }

    [Fact]
    public async Task The_next_start_serves_the_old_or_the_new_version_never_a_mix_and_says_which()
    {
        using var file = new ConfigFile(Config(0));
        var random = new Random(7);
        var (text, version) = (0, 1);
        var seen = new HashSet<bool>();
        for (var round = 1; round <= Rounds; round++)
        {
            await using (var pingap = Start(file))
            {
                using var control = await ControlChannel.OfAsync(pingap);
                await AppliedAsync(pingap, version);
                var applying = control.PostAsync("/v1/config/apply", new { documents = new[] { new { file = file.Path, text = Config(round) } }, from = "test" });
                // Whichever moment it is, the claim is the same.
                var latest = LatestKills[round % LatestKills.Length];
                await Task.WhenAny(applying, Task.Delay(latest is Timeout.Infinite ? latest : random.Next(latest)));
                pingap.Send(ProcessSignal.Kill);
                await pingap.WaitForExitAsync();
                await applying.ContinueWith(_ => { }, TaskScheduler.Default);
            }

            await using var next = Start(file);
            var proxy = await next.WaitForListeningAsync();
            var isNew = await ServedAsync(proxy) is var served && served == round;
            Assert.Equal(isNew ? round : text, served);
            if (isNew) (text, version) = (round, version + 1);
            await AppliedAsync(next, version);
            seen.Add(isNew);
        }

        Assert.Contains(true, seen);
    }

    private PingapProcess Start(ConfigFile file) =>
        PingapProcess.Start(["run", "-c", file.Path], new Dictionary<string, string?> { ["PINGAP_STATE_DIR"] = _state.FullName });

    private static Task<string> AppliedAsync(PingapProcess pingap, int version) => pingap.WaitForLineAsync(
        line => line.Contains($"{AppliedLine}{version} applied", StringComparison.Ordinal));

    /// <summary>The number that all locations answer with; fails when they differ.</summary>
    private static async Task<int> ServedAsync(Uri proxy)
    {
        using var http = new HttpClient();
        var numbers = new HashSet<string>();
        for (var location = 0; location < Locations; location++)
        {
            using var answer = await http.GetAsync(new Uri(proxy, $"/l{location}"));
            numbers.Add(answer.Headers.GetValues("X-Number").Single());
        }

        return int.Parse(Assert.Single(numbers), CultureInfo.InvariantCulture);
    }

    private string Config(int number) => $$"""
        {{string.Concat(Enumerable.Range(0, Locations).Select(location => $$"""
            [upstreams.u{{location}}]
            addrs = ["{{_backend.Address}}"]
            [locations.l{{location}}]
            upstream = "u{{location}}"
            path = "/l{{location}}"
            headers_set = { X-Number = "{{number}}" }

            """))}}
        [servers.http]
        addr = "127.0.0.1:0"
        locations = [{{string.Join(", ", Enumerable.Range(0, Locations).Select(location => $"\"l{location}\""))}}]
        """;
}
