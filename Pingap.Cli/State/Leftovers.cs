using System.Diagnostics;

namespace Pingap.Cli.State;

/// <summary>Directories of processes that ended without deleting them.</summary>
internal static class Leftovers
{
    /// <summary>Deletes those whose process is gone. One that cannot be deleted stays: it is in nobody's way.</summary>
    public static void Sweep(string root)
    {
        foreach (var directory in Directory.EnumerateDirectories(root))
        {
            if (StateNames.ProcessOf(Path.GetFileName(directory)) is not { } id || IsAlive(id)) continue;
            try
            {
                OwnDirectory.Require(directory);

                // Held by a process of the same number in another container that shares the directory, perhaps.
                using var held = StateLock.TryTake(Path.Combine(directory, StateNames.Lock));
                if (held is not null) Directory.Delete(directory, recursive: true);
            }
            catch (Exception stays) when (stays is IOException or UnauthorizedAccessException)
            {
                continue;
            }
        }
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
