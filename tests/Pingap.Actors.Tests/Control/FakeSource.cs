using Pingap.Actors.Configuration;
using Pingap.Actors.Control.Sources;

namespace Pingap.Actors.Tests.Control;

/// <summary>A source that says what the test sets, and counts its readers.</summary>
internal sealed class FakeSource : IConfigSource
{
    private volatile SourceReading _reading = SourceReading.Whole(SomeText.Documents());
    private volatile Action? _changed;
    private int _reads;

    public string Name => "fake";

    public bool IsWatched => _changed is not null;

    public int Reads => Volatile.Read(ref _reads);

    public void Say(params string[] upstreams) => _reading = SourceReading.Whole(SomeText.Documents(upstreams));

    public void SayText(string text) => _reading = SourceReading.Whole([new ConfigDocument("a.toml", text)]);

    public void Vanish(string reason = "gone") =>
        _reading = SourceReading.Unreachable(new ConfigProblem(ProblemSeverity.Error, null, "", reason));

    public void Notify() => _changed!();

    public Task<SourceReading> ReadAsync(CancellationToken cancellation)
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
