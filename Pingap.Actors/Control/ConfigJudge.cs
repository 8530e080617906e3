using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;

namespace Pingap.Actors.Control;

/// <summary>
/// Reads texts into the model, and remembers the last ones: a source is looked at again and again, and mostly neither its texts nor the files that they name have changed.
/// </summary>
/// <param name="environment">The world around the configuration.</param>
internal sealed class ConfigJudge(ConfigEnvironment environment)
{
    private volatile Judged? _last;

    /// <summary>What the texts say, found out beside the traffic.</summary>
    public Task<ConfigReading> ReadAsync(ValueList<ConfigDocument> documents) =>
        Last(documents) is { } known ? Task.FromResult(known) : BesideTraffic.RunAsync(() => Read(documents));

    /// <summary>What the texts say.</summary>
    public ConfigReading Read(ValueList<ConfigDocument> documents)
    {
        if (Last(documents) is { } known) return known;
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var reading = ConfigReader.Read(documents, environment with { ReadFile = path => Remember(path, files) }, _last?.Reading.Config);
        _last = new Judged(documents, reading, files);
        return reading;
    }

    private ConfigReading? Last(ValueList<ConfigDocument> documents) =>
        _last is { } last && last.Documents.Equals(documents) && last.Files.All(file => Look(file.Key) == file.Value) ? last.Reading : null;

    private string Remember(string path, Dictionary<string, string> files)
    {
        files[path] = Look(path);
        return environment.ReadFile(path);
    }

    // What cannot be read is remembered by the reason, which no file begins with.
    private string Look(string path)
    {
        try
        {
            return environment.ReadFile(path);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            return $"\0{broken.Message}";
        }
    }

    private sealed record Judged(ValueList<ConfigDocument> Documents, ConfigReading Reading, Dictionary<string, string> Files);
}
