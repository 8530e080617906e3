using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;

namespace Pingap.Actors.Control;

/// <summary>A configuration in a file, or in the files of a directory.</summary>
/// <param name="path">The file or directory as the user named it, parameters included.</param>
public sealed class FileConfigSource(string path) : IConfigSource
{
    private readonly ConfigAddress _address = ConfigAddress.Parse(path);

    /// <inheritdoc/>
    public string Name => _address.ToString();

    /// <inheritdoc/>
    public async Task<ConfigReading> ReadAsync(CancellationToken cancellation)
    {
        var files = await ConfigFiles.ReadAsync(path, cancellation).ConfigureAwait(false);
        return Judge(files);
    }

    /// <inheritdoc/>
    public IDisposable Watch(Action changed) => new FileWatch(_address.Path, changed);

    /// <summary>What the files say; a file that could not be read is a problem among the others, and nothing is applied without it.</summary>
    public static ConfigReading Judge(ConfigFilesReading files)
    {
        var reading = ConfigReader.Read(files.Documents, ConfigEnvironment.System);
        if (files.Problems.Count == 0) return reading;

        // Without all of its files a configuration only seems to lack what stands in the others.
        return reading with { Config = null, Problems = files.Problems };
    }
}
