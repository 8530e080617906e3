using Pingap.Actors.Configuration.Values;
using Pingap.Cli.Sources;

namespace Pingap.Cli.State;

/// <summary>The directory of a running proxy: its history and its control channel, as far as they can be had.</summary>
internal sealed class ProxyState : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream? _lock;
    private readonly string? _temporary;

    private ProxyState(FileStream? held, string? temporary, string? historyFile, string? controlSocket, IReadOnlyList<string> warnings)
    {
        _lock = held;
        _temporary = temporary;
        HistoryFile = historyFile;
        ControlSocket = controlSocket;
        Warnings = warnings;
    }

    /// <summary>Where the history is kept, or <c>null</c> when it is kept in memory only.</summary>
    public string? HistoryFile { get; }

    /// <summary>Where the control channel listens, or <c>null</c> when there is none.</summary>
    public string? ControlSocket { get; }

    /// <summary>What the proxy has to do without, and why; empty when it has everything it should have.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Takes the directory of a source, or one of this process when the source has no place of its own. What is not to be had is a warning.</summary>
    /// <param name="root">The state directory.</param>
    /// <param name="origin">The source.</param>
    /// <param name="mayBegin">
    /// Whether a directory may be made; not for a source that has nothing to run by: one that has never run has nothing to fall back to either.
    /// </param>
    public static ProxyState Open(string root, ConfigOrigin origin, bool mayBegin)
    {
        var directory = Path.Combine(root, origin.Identity is { } identity ? StateNames.OfSource(identity) : StateNames.OfProcess(Environment.ProcessId));
        if (!mayBegin && !Directory.Exists(directory)) return new ProxyState(null, null, null, null, []);
        try
        {
            MakePrivate(root, directory);
            Leftovers.Sweep(root);
            return StateLock.TryTake(Path.Combine(directory, StateNames.Lock)) is { } held
                ? Taken(held, directory, origin)
                : Nothing($"another proxy runs by {origin.Name} (it holds {directory}): this one goes without history on disk and without control channel");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Nothing($"{directory} cannot be used ({refused.Message.TrimEnd('.')}): the history is kept in memory only, and there is no control channel; name another directory with --state-dir");
        }
    }

    /// <summary>Lets go of it; what belongs to this process alone is deleted.</summary>
    public void Dispose()
    {
        if (_temporary is not null && Directory.Exists(_temporary)) Directory.Delete(_temporary, recursive: true);
        _lock?.Dispose();
    }

    private static ProxyState Taken(FileStream held, string directory, ConfigOrigin origin)
    {
        var isOurs = origin.Identity is null;
        var history = Path.Combine(directory, StateNames.History);
        try
        {
            // Made before SQLite does, which asks the umask for the mode; its journal takes the mode of the database.
            if (!isOurs) OwnFile.Open(history).Dispose();
        }
        catch
        {
            held.Dispose();
            throw;
        }

        var socket = Path.Combine(directory, StateNames.Socket);
        var fits = SocketPath.Fits(socket);
        return new ProxyState(
            held,
            isOurs ? directory : null,
            isOurs ? null : history,
            fits ? socket : null,
            fits ? [] : [$"the path of a socket has at most {SocketPath.Longest} bytes, and {socket} is longer: there is no control channel; name a shorter directory with --state-dir"]);
    }

    private static ProxyState Nothing(string warning) => new(null, null, null, null, [warning]);

    private static void MakePrivate(string root, string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
            return;
        }

        // A root that is there keeps its mode: systemd and packages have their own ideas. What is in it is closed to others in any case.
        Directory.CreateDirectory(root, OwnerOnly);
        Directory.CreateDirectory(directory, OwnerOnly);
        OwnDirectory.Require(directory);
        File.SetUnixFileMode(directory, OwnerOnly);
    }
}
