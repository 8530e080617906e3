namespace Pingap.Testing.EndToEnd;

/// <summary>A configuration file in a directory of its own, which goes when it is disposed.</summary>
public sealed class ConfigFile : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pingap-test-");

    /// <summary>Writes one.</summary>
    public ConfigFile(string text) => Rewrite(text);

    /// <summary>Its path.</summary>
    public string Path => System.IO.Path.Combine(_directory.FullName, "pingap.toml");

    /// <summary>Writes a text over the old one, in place.</summary>
    public void Rewrite(string text) => File.WriteAllText(Path, text);

    /// <summary>Writes a text beside it and renames that over it, as careful editors and deployments do.</summary>
    public void Replace(string text)
    {
        var beside = Path + ".new";
        File.WriteAllText(beside, text);
        File.Move(beside, Path, overwrite: true);
    }

    /// <summary>Adds a file beside it.</summary>
    public void WriteBeside(string name, string text) => File.WriteAllText(System.IO.Path.Combine(_directory.FullName, name), text);

    /// <inheritdoc/>
    public void Dispose() => _directory.Delete(recursive: true);
}
