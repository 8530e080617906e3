using System.Net;
using System.Net.Sockets;

namespace Pingap.Gateway.Listeners;

/// <summary>Makes sockets that listen, and says in words why one cannot.</summary>
internal static class ListenSocket
{
    /// <summary>
    /// Binds and listens. From here on the system completes connections, which wait in the backlog until they are accepted: only a socket
    /// that listens is sure to own its port.
    /// </summary>
    /// <param name="address">Address and port.</param>
    /// <param name="dualMode">Whether <c>[::]</c> takes IPv4 connections too.</param>
    /// <param name="backlog">How many connections may wait.</param>
    /// <param name="sharing">Sockets of ours on the same port that overlap with it and are about to be closed.</param>
    /// <exception cref="SocketException">It cannot be had; <see cref="Explain"/> says why.</exception>
    public static Socket Open(IPEndPoint address, bool dualMode, int backlog, IReadOnlyList<Socket> sharing)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6) socket.DualMode = dualMode;
            if (sharing.Count > 0 && OperatingSystem.IsLinux())
            {
                // Every socket of the port must agree to share it. Of two that overlap, the system hands a connection to the more exact.
                foreach (var other in sharing) SharePort(other);
                SharePort(socket);
            }

            socket.Bind(address);
            socket.Listen(backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The reason of a failed <see cref="Open"/>, for the operator.</summary>
    public static string Explain(SocketException failure) => failure.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "address in use",
        SocketError.AccessDenied => "permission denied",
        SocketError.AddressNotAvailable => "this machine has no such address",
        SocketError.AddressFamilyNotSupported => "this machine does not speak this address family",
        SocketError.TooManyOpenSockets => "too many open files",
        _ => failure.Message,
    };

    /// <summary>SO_REUSEPORT of Linux, which .NET has no name for.</summary>
    private static void SharePort(Socket socket) =>
        socket.SetRawSocketOption(optionLevel: 1, optionName: 15, BitConverter.GetBytes(1));
}
