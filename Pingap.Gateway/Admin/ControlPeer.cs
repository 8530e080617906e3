using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Pingap.Gateway.Admin;

/// <summary>Who is at the other end of a control connection.</summary>
/// <param name="Name">The name of the user.</param>
/// <param name="IsAllowed">Whether it may ask, or be asked.</param>
public sealed record ControlPeer(string Name, bool IsAllowed)
{
    private const uint Root = 0;

    // <sys/socket.h> of Linux; the option gives struct ucred { pid_t pid; uid_t uid; gid_t gid; }.
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;

    /// <summary>Who asks at a connected Unix domain socket. Where the system does not tell (anywhere but on Linux), the mode of the file has decided.</summary>
    public static ControlPeer Of(Socket socket) => Of(socket, May);

    /// <summary>Who listened at the Unix domain socket that has been connected to; where the system does not tell, anybody may.</summary>
    public static ControlPeer ServerOf(Socket socket) => Of(socket, MayBeAsked);

    /// <summary>Whether a user may steer a process of an owner: the owner, and root.</summary>
    public static bool May(uint user, uint owner) => user == owner || user == Root;

    /// <summary>Whether what a process of a server's user says may be trusted: the user's own and root's; root steers those of any user, by the directory it names.</summary>
    public static bool MayBeAsked(uint server, uint user) => May(server, user) || user == Root;

    private static ControlPeer Of(Socket socket, Func<uint, uint, bool> may)
    {
        if (!OperatingSystem.IsLinux()) return new ControlPeer(Environment.UserName, IsAllowed: true);
        Span<int> credentials = stackalloc int[3];
        socket.GetRawSocketOption(SocketLevel, PeerCredentials, MemoryMarshal.AsBytes(credentials));
        var user = (uint)credentials[1];
        return new ControlPeer(UserNames.Of(user), may(user, EffectiveUser()));
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();
}
