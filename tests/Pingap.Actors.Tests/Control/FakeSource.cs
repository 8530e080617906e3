using System.Collections.Frozen;
using Pingap.Actors.Configuration;
using Pingap.Actors.Control;

namespace Pingap.Actors.Tests.Control;

/// <summary>A source that says what the test sets, and counts its readers.</summary>
internal sealed class FakeSource : IConfigSource
{
    private volatile ConfigReading _reading = Valid();
    private volatile Action? _changed;

    public string Name => "fake";

    public bool IsWatched => _changed is not null;

    public int Reads => _reads;

    private int _reads;

    public static ConfigReading Valid(params UpstreamConfig[] upstreams) => new(
        new ProxyConfig(
            BasicConfig.Default,
            FrozenDictionary<ServerName, ServerConfig>.Empty,
            FrozenDictionary<LocationName, LocationConfig>.Empty,
            upstreams.ToFrozenDictionary(u => u.Name),
            FrozenDictionary<CertificateName, CertificateConfig>.Empty),
        [],
        FrozenDictionary<string, SourcePlace>.Empty);

    public static ConfigReading Broken(string message) => new(
        null, [new ConfigProblem(ProblemSeverity.Error, new SourcePlace("a.toml", 1, 1), "", message)], FrozenDictionary<string, SourcePlace>.Empty);

    public void Say(ConfigReading reading) => _reading = reading;

    public void Notify() => _changed!();

    public Task<ConfigReading> ReadAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _reads);
        return Task.FromResult(_reading);
    }

    public IDisposable Watch(Action changed)
    {
        _changed = changed;
        return new Watching(this);
    }

    private sealed class Watching(FakeSource source) : IDisposable
    {
        public void Dispose() => source._changed = null;
    }
}
