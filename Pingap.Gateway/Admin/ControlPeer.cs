using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Pingap.Gateway.Admin;

/// <summary>Who is at the other end of a control connection.</summary>
/// <param name="Name">The name of the user.</param>
/// <param name="IsAllowed">Whether it may ask anything: the user of this process, and root.</param>
internal sealed record ControlPeer(string Name, bool IsAllowed)
{
    private const uint Root = 0;

    // <sys/socket.h> of Linux; the option gives struct ucred { pid_t pid; uid_t uid; gid_t gid; }.
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;

    /// <summary>The peer of a connected Unix domain socket. Where the system does not tell (anywhere but on Linux), the mode of the file has decided.</summary>
    public static ControlPeer Of(Socket socket)
    {
        if (!OperatingSystem.IsLinux()) return new ControlPeer(Environment.UserName, IsAllowed: true);
        Span<int> credentials = stackalloc int[3];
        socket.GetRawSocketOption(SocketLevel, PeerCredentials, MemoryMarshal.AsBytes(credentials));
        var user = (uint)credentials[1];
        return new ControlPeer(UserNames.Of(user), May(user, EffectiveUser()));
    }

    /// <summary>Whether a user may steer a process of an owner.</summary>
    public static bool May(uint user, uint owner) => user == owner || user == Root;

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();
}
