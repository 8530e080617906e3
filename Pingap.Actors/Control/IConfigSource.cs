using Pingap.Actors.Configuration;

namespace Pingap.Actors.Control;

/// <summary>Where the configuration comes from.</summary>
public interface IConfigSource
{
    /// <summary>What people call it: a path, <c>--demo</c>.</summary>
    string Name { get; }

    /// <summary>Reads all of it. Trouble with the source is a problem of the reading, not an exception.</summary>
    Task<ConfigReading> ReadAsync(CancellationToken cancellation);

    /// <summary>Calls <paramref name="changed"/>, from any thread, whenever reading again may bring something new, until disposed.</summary>
    /// <exception cref="IOException">Changes cannot be noticed; the source has to be read now and then.</exception>
    IDisposable Watch(Action changed);
}
