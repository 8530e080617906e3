using BenchmarkDotNet.Attributes;
using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;
using Pingap.Benchmarks.Given;

namespace Pingap.Benchmarks;

/// <summary>What it costs to read and judge a configuration of 1,000 locations and 300 upstreams.</summary>
[Config(typeof(InThisProcess))]
[MemoryDiagnoser]
public class ConfigReadBenchmarks
{
    private readonly ConfigDocument[] _documents = [new("large.toml", LargeConfig.Unreachable.Text(0))];

    /// <summary>From the text to the model.</summary>
    [Benchmark]
    public ConfigReading Read() => ConfigReader.Read(_documents, ConfigEnvironment.System);
}
