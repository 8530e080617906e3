using System.Net.Sockets;
using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Listeners;

/// <summary>Lets the system find clients that are gone, or take nothing of what is sent: it costs nothing, and works for tunnels too.</summary>
internal static class DeadPeers
{
    private const int TcpLevel = 6;
    private const int LinuxUserTimeout = 18;
    private const int ProbeCount = 6;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Untaken = TimeSpan.FromSeconds(60);

    /// <summary>Sets it for all connections that a socket accepts from now on: they inherit it, so that accepting takes no more calls.</summary>
    public static void Detect(Socket listening, TcpKeepAlive wanted)
    {
        listening.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        listening.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, (int)(wanted.Idle ?? Idle).TotalSeconds);
        listening.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, (int)(wanted.Interval ?? Interval).TotalSeconds);
        listening.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, wanted.ProbeCount ?? ProbeCount);
        if (!OperatingSystem.IsLinux()) return;
        var untaken = (int)Math.Min(int.MaxValue, (wanted.UserTimeout ?? Untaken).TotalMilliseconds);
        listening.SetRawSocketOption(TcpLevel, LinuxUserTimeout, BitConverter.GetBytes(untaken));
    }
}
