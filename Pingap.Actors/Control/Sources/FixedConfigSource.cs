using Pingap.Actors.Configuration;

namespace Pingap.Actors.Control.Sources;

/// <summary>A text that never changes: what was made from options of the command line.</summary>
/// <param name="document">The text; its file is what people call the source.</param>
public sealed class FixedConfigSource(ConfigDocument document) : IConfigSource
{
    /// <inheritdoc/>
    public string Name => document.File;

    /// <inheritdoc/>
    public Task<SourceReading> ReadAsync(CancellationToken cancellation) => Task.FromResult(SourceReading.Whole([document]));

    /// <inheritdoc/>
    public IDisposable Watch(Action changed) => new Nothing();

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
            // Nothing was begun.
        }
    }
}
