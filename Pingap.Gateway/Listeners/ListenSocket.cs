using System.Net;
using System.Net.Sockets;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Listeners;

/// <summary>Makes sockets that listen, and says in words why one cannot.</summary>
internal static class ListenSocket
{
    /// <summary>Opens the socket of a plan.</summary>
    /// <param name="plan">What is wanted.</param>
    /// <param name="dualMode">Whether <c>[::]</c> takes IPv4 connections too.</param>
    /// <param name="backlog">How many connections may wait.</param>
    /// <param name="sharing">Sockets of ours on the same port that overlap with it and are about to be closed.</param>
    /// <exception cref="SocketException">It cannot be had; <see cref="Explain"/> says why.</exception>
    /// <exception cref="IOException">It cannot be had; the message says why.</exception>
    public static Socket Open(ListenerPlan plan, bool dualMode, int backlog, IReadOnlyList<Socket> sharing) => plan.Address.EndPoint switch
    {
        IPEndPoint ip => Open(ip, dualMode, backlog, sharing),
        UnixDomainSocketEndPoint unix => UnixSocketFile.Listen(unix.ToString(), plan.SocketMode, backlog),
        InheritedEndPoint inherited => InheritedSockets.OfProcess.Open(inherited),
        var other => throw new ArgumentException($"{other} cannot be listened on.", nameof(plan)),
    };

    /// <summary>
    /// Binds and listens. From here on the system completes connections, which wait in the backlog until they are accepted: only a socket
    /// that listens is sure to own its port.
    /// </summary>
    private static Socket Open(IPEndPoint address, bool dualMode, int backlog, IReadOnlyList<Socket> sharing)
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
    public static string Explain(Exception failure) => (failure as SocketException)?.SocketErrorCode switch
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
