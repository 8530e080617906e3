using System.Collections.Concurrent;
using System.Globalization;
using Pingap.EndToEnd.Tests.Running;
using Pingap.EndToEnd.Tests.Wire.Running;

namespace Pingap.EndToEnd.Tests.Wire.Fuzzing;

/// <summary>A proxy with four servers that have nothing to do with each other.</summary>
public sealed class FuzzWorld : ProxyFixture, IAsyncLifetime
{
    private readonly FuzzLane[] _lanes = new FuzzLane[4];

    /// <inheritdoc/>
    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        foreach (var lane in _lanes) lane.Url = await Proxy.UrlAsync(lane.Name);
    }

    /// <summary>Tries all mutations, on all lanes.</summary>
    /// <param name="tryAsync">Tries one, and says what was wrong.</param>
    /// <returns>All that was wrong, with the number and the octets of the mutation.</returns>
    public async Task<IReadOnlyList<string>> SpreadAsync(Func<FuzzLane, int, Task<IEnumerable<string>>> tryAsync)
    {
        var wrong = new ConcurrentQueue<string>();
        var next = FuzzSize.First - 1;
        var end = FuzzSize.First + FuzzSize.Mutations;
        await Task.WhenAll(_lanes.Select(lane => Task.Run(async () =>
        {
            lane.Backend.Forget();
            int number;
            while ((number = Interlocked.Increment(ref next)) < end)
            {
                foreach (var problem in await tryAsync(lane, number)) wrong.Enqueue($"{number}: {problem}");
                if (await lane.AskAsync() is { } other) wrong.Enqueue($"{number}: {other}");
            }
        })));
        return [.. wrong];
    }

    protected override Task<string> ConfigureAsync()
    {
        for (var i = 0; i < _lanes.Length; i++)
        {
            // The first has the name that every fixture has.
            _lanes[i] = new(i == 0 ? "http" : $"lane{i.ToString(CultureInfo.InvariantCulture)}", Own(new RecordingBackend(ResponseFuzz.Play)));
        }

        return Task.FromResult(string.Join("\n", _lanes.Select(lane => $"""
            [upstreams.{lane.Name}]
            addrs = ["{lane.Backend.Address}"]
            health_check = "tcp://any?check_frequency=1h&failure=1000"
            read_timeout = "5s"

            [locations.{lane.Name}]
            upstream = "{lane.Name}"
            enable_reverse_proxy_headers = false

            [servers.{lane.Name}]
            addr = "127.0.0.1:0"
            locations = ["{lane.Name}"]
            """)));
    }

    /// <inheritdoc/>
    async Task IAsyncLifetime.DisposeAsync()
    {
        foreach (var lane in _lanes) lane.Dispose();
        await DisposeAsync();
    }
}
