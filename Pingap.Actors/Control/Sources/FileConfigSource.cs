using Pingap.Actors.Configuration.Reading;
using Pingap.Actors.Files;

namespace Pingap.Actors.Control.Sources;

/// <summary>A configuration in a file, or in the files of a directory.</summary>
/// <param name="path">The file or directory as the user named it, parameters included.</param>
public sealed class FileConfigSource(string path) : IConfigSource
{
    private readonly ConfigAddress _address = ConfigAddress.Parse(path);

    /// <inheritdoc/>
    public string Name => _address.ToString();

    /// <inheritdoc/>
    public async Task<SourceReading> ReadAsync(CancellationToken cancellation)
    {
        var files = await ConfigFiles.ReadAsync(path, cancellation).ConfigureAwait(false);
        return new SourceReading(files.Documents, files.Problems, files.IsReachable);
    }

    /// <inheritdoc/>
    public IDisposable Watch(Action changed) => new FileWatch(_address.Path, changed);
}
