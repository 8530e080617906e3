namespace Pingap.Actors.Control.Sources;

/// <summary>Where the configuration comes from.</summary>
public interface IConfigSource
{
    /// <summary>What people call it: a path, <c>--demo</c>. Holds no secret.</summary>
    string Name { get; }

    /// <summary>
    /// Reads all its texts, without judging them. Trouble with the source is part of the reading, not an exception. One reading is one state of the
    /// source: never the old text of one part beside the new text of another where the source can tell.
    /// </summary>
    Task<SourceReading> ReadAsync(CancellationToken cancellation);

    /// <summary>Calls <paramref name="changed"/>, from any thread, whenever reading again may bring something new, until disposed.</summary>
    /// <exception cref="IOException">Changes cannot be noticed; the source has to be read now and then.</exception>
    IDisposable Watch(Action changed);
}
