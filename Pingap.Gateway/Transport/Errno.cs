using System.Net.Sockets;

namespace Pingap.Gateway.Transport;

/// <summary>The error numbers of Linux (<c>errno(3)</c>), and what <see cref="SocketException"/> calls them.</summary>
internal static class Errno
{
    public const int Interrupted = 4;
    public const int BadDescriptor = 9;
    public const int TryAgain = 11;
    public const int ConnectionReset = 104;
    public const int InProgress = 115;
    private const int AlreadyInProgress = 114;

    /// <summary>The exception that the system's own sockets would throw.</summary>
    /// <param name="errno">Of the failed call, over 0.</param>
    public static SocketException Exception(int errno) => new((int)Of(errno));

    /// <summary>The name of an error number; <see cref="SocketError.SocketError"/> where it has none.</summary>
    public static SocketError Of(int errno) => errno switch
    {
        1 or 13 => SocketError.AccessDenied,
        2 => SocketError.AddressNotAvailable,
        Interrupted => SocketError.Interrupted,
        BadDescriptor or 125 => SocketError.OperationAborted,
        TryAgain => SocketError.WouldBlock,
        12 or 105 => SocketError.NoBufferSpaceAvailable,
        14 => SocketError.Fault,
        22 => SocketError.InvalidArgument,
        23 or 24 => SocketError.TooManyOpenSockets,
        32 => SocketError.Shutdown,
        88 => SocketError.NotSocket,
        90 => SocketError.MessageSize,
        92 => SocketError.ProtocolOption,
        93 => SocketError.ProtocolNotSupported,
        95 => SocketError.OperationNotSupported,
        97 => SocketError.AddressFamilyNotSupported,
        98 => SocketError.AddressAlreadyInUse,
        99 => SocketError.AddressNotAvailable,
        100 => SocketError.NetworkDown,
        101 => SocketError.NetworkUnreachable,
        102 => SocketError.NetworkReset,
        103 => SocketError.ConnectionAborted,
        ConnectionReset => SocketError.ConnectionReset,
        106 => SocketError.IsConnected,
        107 => SocketError.NotConnected,
        110 => SocketError.TimedOut,
        111 => SocketError.ConnectionRefused,
        112 => SocketError.HostDown,
        113 => SocketError.HostUnreachable,
        AlreadyInProgress => SocketError.AlreadyInProgress,
        InProgress => SocketError.InProgress,
        _ => SocketError.SocketError,
    };

    /// <summary>
    /// Whether a failed accept says only that one client is gone: <c>accept(2)</c> hands over errors that are already pending on the new
    /// connection, and each of them has used it up.
    /// </summary>
    public static bool IsOfClient(int errno) => errno is 64 or 71 or 92 or 95 or 100 or 101 or 103 or 112 or 113;
}
