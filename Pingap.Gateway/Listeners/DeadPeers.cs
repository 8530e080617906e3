using System.Net.Sockets;
using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Listeners;

/// <summary>Lets the system find clients that are gone, or take nothing of what is sent: it costs nothing, and works for tunnels too.</summary>
internal static class DeadPeers
{
    private const int TcpLevel = 6;
    private const int LinuxUserTimeout = 18;

    /// <summary>Sets it for all connections that a socket accepts from now on: they inherit it, so that accepting takes no more calls.</summary>
    public static void Detect(Socket listening, TcpKeepAlive wanted)
    {
        listening.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        if (wanted.Idle is { } idle) Set(listening, SocketOptionName.TcpKeepAliveTime, (int)idle.TotalSeconds);
        if (wanted.Interval is { } interval) Set(listening, SocketOptionName.TcpKeepAliveInterval, (int)interval.TotalSeconds);
        if (wanted.ProbeCount is { } count) Set(listening, SocketOptionName.TcpKeepAliveRetryCount, count);
        if (wanted.UserTimeout is not { } untaken || !OperatingSystem.IsLinux()) return;
        listening.SetRawSocketOption(TcpLevel, LinuxUserTimeout, BitConverter.GetBytes((int)Math.Min(int.MaxValue, untaken.TotalMilliseconds)));
    }

    private static void Set(Socket socket, SocketOptionName option, int value) => socket.SetSocketOption(SocketOptionLevel.Tcp, option, value);
}
