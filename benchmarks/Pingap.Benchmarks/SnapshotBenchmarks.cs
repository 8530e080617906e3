using System.Collections.Frozen;
using BenchmarkDotNet.Attributes;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;
using Pingap.Actors.Routing;
using Pingap.Actors.Upstreams;
using Pingap.Benchmarks.Given;
using Pingap.Gateway.Forwarding;
using Pingap.Gateway.Proxying;

namespace Pingap.Benchmarks;

/// <summary>What it costs to make what requests read out of a configuration of 1,000 locations and 300 upstreams.</summary>
[Config(typeof(InThisProcess))]
[MemoryDiagnoser]
public class SnapshotBenchmarks
{
    private ProxyConfig _config = null!;
    private ProxyConfig _edited = null!;
    private ProxySnapshot _before = null!;
    private LocationConfig[] _locations = null!;
    private FrozenDictionary<UpstreamName, UpstreamView> _upstreams = null!;

    /// <summary>Reads the configuration, and an edit of it.</summary>
    [GlobalSetup]
    public void Read()
    {
        _config = LargeConfig.Unreachable.Read(0).Config!;
        _locations = [.. _config.Servers.Values.Single().Locations.Select(name => _config.Locations[name])];
        _upstreams = _config.Upstreams.ToFrozenDictionary(
            upstream => upstream.Key, upstream => new UpstreamView(new UpstreamHandle(upstream.Value), new UpstreamClient(upstream.Value)));
        _before = ProxySnapshot.Of(1, _config, _upstreams);
        _edited = ConfigReader.Read([new("large.toml", LargeConfig.Unreachable.Text(1))], ConfigEnvironment.System, _config).Config!;
    }

    /// <summary>The routing table alone, from nothing but expressions that are in use already.</summary>
    [Benchmark(Baseline = true)]
    public RoutingTable Table() => RoutingTable.Build(_locations);

    /// <summary>The whole snapshot, likewise.</summary>
    [Benchmark]
    public ProxySnapshot Snapshot() => ProxySnapshot.Of(1, _config, _upstreams);

    /// <summary>The whole snapshot after an edit, taking over what has not changed.</summary>
    [Benchmark]
    public ProxySnapshot SnapshotAfterEdit() => ProxySnapshot.Of(2, _edited, _upstreams, _before);
}
