using Pingap.Testing.Processes;

namespace Pingap.EndToEnd.Tests.Running;

/// <summary>The real executable at work by a configuration in a folder of its own, which goes when it goes.</summary>
public sealed class RunningProxy : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;

    private RunningProxy(DirectoryInfo folder, PingapProcess process)
    {
        _folder = folder;
        Process = process;
    }

    /// <summary>The process and what it prints.</summary>
    public PingapProcess Process { get; }

    /// <summary>Starts it; it may not listen yet.</summary>
    /// <param name="toml">The configuration; its servers listen on port 0.</param>
    /// <param name="files">What the configuration names, with paths from its folder.</param>
    public static RunningProxy Start(string toml, params IEnumerable<(string Path, string Text)> files)
    {
        var folder = Directory.CreateTempSubdirectory("pingap-");
        foreach (var (path, text) in files)
        {
            var file = Path.Combine(folder.FullName, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        var config = Path.Combine(folder.FullName, "pingap.toml");
        File.WriteAllText(config, toml);
        return new(folder, PingapProcess.Start("run", "-c", config));
    }

    /// <summary>Where a server listens, as soon as it does.</summary>
    /// <param name="server">Its name; the first that listens when not given.</param>
    public Task<Uri> UrlAsync(string? server = null) => Process.WaitForListeningAsync(server);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
