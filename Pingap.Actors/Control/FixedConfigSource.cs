using Pingap.Actors.Configuration;

namespace Pingap.Actors.Control;

/// <summary>A configuration that was read already and never changes.</summary>
/// <param name="name">What people call it.</param>
/// <param name="reading">What it says.</param>
public sealed class FixedConfigSource(string name, ConfigReading reading) : IConfigSource
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Task<ConfigReading> ReadAsync(CancellationToken cancellation) => Task.FromResult(reading);

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
