namespace Pingap.Cli.State;

/// <summary>A file that one process holds at a time; the system lets go of it when the process ends, however it ends.</summary>
internal static class StateLock
{
    // EWOULDBLOCK of Linux and of macOS, and the sharing violation of Windows: how the platform says that another process holds a file.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    /// <summary>Takes it.</summary>
    /// <returns>What holds it until disposed, or <c>null</c> when another process does.</returns>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be made.</exception>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return OwnFile.Open(path);
        }
        catch (IOException held) when (HeldByAnother.Contains(held.HResult))
        {
            return null;
        }
    }
}
