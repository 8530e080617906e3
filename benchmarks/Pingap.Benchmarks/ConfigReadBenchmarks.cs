using BenchmarkDotNet.Attributes;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;
using Pingap.Actors.Routing;
using Pingap.Benchmarks.Given;

namespace Pingap.Benchmarks;

/// <summary>What it costs to read and judge a configuration of 1,000 locations and 300 upstreams.</summary>
[Config(typeof(InThisProcess))]
[MemoryDiagnoser]
public class ConfigReadBenchmarks
{
    private readonly ConfigDocument[] _documents = [new("large.toml", LargeConfig.Unreachable.Text(1))];
    private readonly ProxyConfig _before = LargeConfig.Unreachable.Read(0).Config!;
    private RoutingTable _inUse = null!;

    /// <summary>Keeps the expressions in use, as a proxy that runs does.</summary>
    [GlobalSetup]
    public void Run() => _inUse = RoutingTable.Build(_before.Locations.Values);

    /// <summary>Lets go of them.</summary>
    [GlobalCleanup]
    public void Stop() => GC.KeepAlive(_inUse);

    /// <summary>From the text to the model.</summary>
    [Benchmark(Baseline = true)]
    public ConfigReading Read() => ConfigReader.Read(_documents, ConfigEnvironment.System);

    /// <summary>The same after an edit, taking over what has not changed.</summary>
    [Benchmark]
    public ConfigReading ReadAfterEdit() => ConfigReader.Read(_documents, ConfigEnvironment.System, _before);
}
