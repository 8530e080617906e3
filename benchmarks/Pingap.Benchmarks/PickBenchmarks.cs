using BenchmarkDotNet.Attributes;
using Pingap.Actors.Balancing;
using Pingap.Actors.Configuration;
using Pingap.Benchmarks.Given;

namespace Pingap.Benchmarks;

/// <summary>What it costs to choose a backend, by algorithm and size of the group: the arithmetic alone, as the group's actor calls it.</summary>
[Config(typeof(InThisProcess))]
[MemoryDiagnoser]
public class PickBenchmarks
{
    private readonly DateTimeOffset _now = DateTimeOffset.UnixEpoch.AddYears(50);
    private BackendLoad[] _loads = null!;
    private GroupBalancer _balancer = null!;
    private ulong _key;

    /// <summary>How the backend is chosen.</summary>
    [ParamsAllValues]
    public BalancingAlgorithm Algorithm { get; set; }

    /// <summary>How many backends there are.</summary>
    [Params(3, 10, 100)]
    public int Backends { get; set; }

    /// <summary>Makes a group of backends that are all a little busy, and whose latencies are known.</summary>
    [GlobalSetup]
    public void Make()
    {
        _loads = [.. Enumerable.Range(1, Backends).Select(i => new BackendLoad(new BackendAddress("127.0.0.1", i), (i % 3) + 1))];
        for (var i = 0; i < Backends; i++)
        {
            for (var begun = 0; begun < i % 5; begun++) _loads[i].Begin();
            _loads[i].Observe(TimeSpan.FromMilliseconds((i % 7) + 1), isFailure: false, _now);
        }

        _balancer = new GroupBalancer(1);
        _balancer.Configure(new BalancingConfig(Algorithm), TimeSpan.Zero, _loads);
    }

    /// <summary>Marks who can take the request, as the group does, and chooses.</summary>
    [Benchmark]
    public int Pick()
    {
        foreach (var load in _loads) load.IsEligible = load.Admits;
        _key += 0x9E3779B97F4A7C15;
        return _balancer.Pick(_loads, Algorithm is BalancingAlgorithm.Sticky ? _loads[^1].AddressHash : _key, _now);
    }
}
