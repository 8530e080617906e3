using System.Net.Sockets;

namespace Pingap.Gateway.Transport;

/// <summary>The file of a Unix domain socket (<c>unix(7)</c>). It goes when the socket is closed; what a killed process has left behind is taken away by the next one.</summary>
internal static class UnixSocketFile
{
    private const int RelativeToHere = -100;
    private const int DoNotFollow = 0x100;
    private const uint TypeWanted = 0x1;
    private const int StatusLength = 256;
    private const int ModeOffset = 28;

    /// <summary>Binds and listens; a file that nobody listens on any more is replaced.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="mode">Whoever may write to the file may connect.</param>
    /// <param name="backlog">How many connections may wait.</param>
    /// <exception cref="IOException">It cannot be had; the message says why.</exception>
    /// <exception cref="SocketException">It cannot be had.</exception>
    public static Socket Listen(string path, UnixFileMode mode, int backlog)
    {
        var directory = Path.GetDirectoryName(path);
        if (!Directory.Exists(directory)) throw new IOException($"there is no directory {directory}");
        Clear(path);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            // Before it listens: until then nobody can connect, whatever mode the file was made with.
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
            socket.Listen(backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Takes away what a killed process has left behind.</summary>
    /// <exception cref="IOException">A process listens there, it is no socket, or it cannot be taken away.</exception>
    public static void Clear(string path)
    {
        if (!Path.Exists(path)) return;
        if (!IsSocket(path)) throw new IOException($"{path} is there already and is no socket");
        if (IsLive(path)) throw new IOException($"another process listens on {path}");
        try
        {
            File.Delete(path);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException(denied.Message, denied);
        }
    }

    /// <summary>Whether it is a socket; connecting is refused by files of every other kind as well.</summary>
    private static unsafe bool IsSocket(string path)
    {
        // The runtime does not tell. Where the system is asked in other ways, at least nothing is lost with what is empty.
        if (!OperatingSystem.IsLinux()) return new FileInfo(path) is { Exists: true, Length: 0 };
        var status = stackalloc byte[StatusLength];
        return SystemCalls.Status(RelativeToHere, path, DoNotFollow, TypeWanted, status) == 0 && (*(ushort*)(status + ModeOffset) & 0xF000) == 0xC000;
    }

    private static bool IsLive(string path)
    {
        // Not blocking: a process that hangs and accepts nothing would hold up this one.
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException refused)
        {
            // Only a file whose process is gone refuses; one that must not be connected to, or is overrun, belongs to somebody.
            return refused.SocketErrorCode is not (SocketError.ConnectionRefused or SocketError.AddressNotAvailable);
        }
    }
}
