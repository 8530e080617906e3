using System.Runtime.InteropServices;

namespace Pingap.Cli.State;

/// <summary>Whose a directory is: nobody shall be able to have a proxy write its secrets where he can read them.</summary>
internal static class OwnDirectory
{
    // <fcntl.h> and <linux/stat.h>: struct statx is the same on every architecture, 256 bytes, with the user at 20.
    private const int RelativeToHere = -100;
    private const int LinkItself = 0x100;
    private const uint BasicFields = 0x7ff;
    private const int StatSize = 256;
    private const int UserOffset = 20;

    /// <summary>Refuses a directory that is a symbolic link, or another user's. Whose it is can be told on Linux only.</summary>
    /// <exception cref="IOException">It is; or that cannot be told.</exception>
    public static void Require(string path)
    {
        if (File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint)) throw new IOException("it is a symbolic link");
        if (OperatingSystem.IsLinux() && UserOf(path) != EffectiveUser()) throw new IOException("it belongs to another user");
    }

    private static uint UserOf(string path)
    {
        var stat = new byte[StatSize];
        try
        {
            if (Statx(RelativeToHere, path, LinkItself, BasicFields, stat) == 0) return BitConverter.ToUInt32(stat, UserOffset);
        }
        catch (EntryPointNotFoundException)
        {
            throw new IOException("this system does not tell whose it is");
        }

        throw new IOException(Marshal.GetLastPInvokeErrorMessage());
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] stat);

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();
}
