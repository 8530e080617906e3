namespace Pingap.Actors.Files;

/// <summary>
/// Notices that a file, or a file of the configuration below a directory, was written, replaced, removed, or reached by another symbolic
/// link (which is how a Kubernetes ConfigMap changes).
/// </summary>
internal sealed class FileWatch : IDisposable
{
    private readonly FileSystemWatcher _watcher;
    private readonly string? _file;
    private readonly Action _changed;

    /// <summary>Begins to watch.</summary>
    /// <exception cref="IOException">The system has no notification to give.</exception>
    public FileWatch(string path, Action changed)
    {
        _changed = changed;
        var full = Path.GetFullPath(path);
        var directory = full;
        if (!Directory.Exists(full))
        {
            _file = Path.GetFileName(full);
            directory = Path.GetDirectoryName(full) ?? full;
        }

        if (!Directory.Exists(directory)) throw new DirectoryNotFoundException($"there is no directory {directory}");
        _watcher = new FileSystemWatcher(directory) { IncludeSubdirectories = _file is null, InternalBufferSize = 64 * 1024 };
        _watcher.Changed += OnChanged;
        _watcher.Created += OnChanged;
        _watcher.Deleted += OnChanged;
        _watcher.Renamed += OnChanged;
        _watcher.Error += (_, _) => _changed(); // events were lost: one of them may have been ours
        _watcher.EnableRaisingEvents = true;
    }

    /// <inheritdoc/>
    public void Dispose() => _watcher.Dispose();

    private void OnChanged(object sender, FileSystemEventArgs change)
    {
        var name = Path.GetFileName(change.Name.AsSpan());
        if (name.StartsWith("..") || (_file is null ? name.EndsWith(".toml") : name.SequenceEqual(_file))) _changed();
    }
}
