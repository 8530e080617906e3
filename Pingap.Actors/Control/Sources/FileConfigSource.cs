using Pingap.Actors.Configuration.Reading;

namespace Pingap.Actors.Control.Sources;

/// <summary>A configuration in a file, or in the files of a directory.</summary>
/// <param name="path">The file or directory, as the user named it.</param>
public sealed class FileConfigSource(string path) : IConfigSource
{
    /// <inheritdoc/>
    public string Name => path;

    /// <inheritdoc/>
    public async Task<SourceReading> ReadAsync(CancellationToken cancellation)
    {
        var files = await ConfigFiles.ReadAsync(path, cancellation).ConfigureAwait(false);
        return new SourceReading(files.Documents, files.Problems, files.IsReachable);
    }

    /// <inheritdoc/>
    public IDisposable Watch(Action changed) => new FileWatch(path, changed);
}
