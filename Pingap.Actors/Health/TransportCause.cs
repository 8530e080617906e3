using System.Net.Sockets;
using System.Security.Authentication;

namespace Pingap.Actors.Health;

/// <summary>Names the causes of transport failures as the system does: <c>ECONNREFUSED</c>. Constants, so that a name costs nothing to carry.</summary>
public static class TransportCause
{
    /// <summary>Too slow, by whichever clock.</summary>
    public const string TimedOut = "ETIMEDOUT";

    /// <summary>The cause behind an exception; <c>null</c> when it has no name.</summary>
    public static string? Of(Exception? failure)
    {
        for (var each = failure; each is not null; each = each.InnerException)
        {
            if (Name(each) is { } name) return name;
        }

        return null;
    }

    /// <summary>Whether an error says that this machine lacks something, and nothing about a backend: descriptors, ports, memory.</summary>
    public static bool IsOwn(SocketError error) => error is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable
        or SocketError.AddressNotAvailable or SocketError.AddressAlreadyInUse;

    /// <summary>The name of a socket's error; <c>null</c> when it has none.</summary>
    public static string? Of(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "ECONNREFUSED",
        SocketError.ConnectionReset => "ECONNRESET",
        SocketError.ConnectionAborted => "ECONNABORTED",
        SocketError.TimedOut => TimedOut,
        SocketError.HostUnreachable => "EHOSTUNREACH",
        SocketError.NetworkUnreachable => "ENETUNREACH",
        SocketError.NetworkDown => "ENETDOWN",
        SocketError.HostDown => "EHOSTDOWN",
        SocketError.Shutdown => "EPIPE",
        SocketError.AccessDenied => "EACCES",
        SocketError.AddressNotAvailable => "EADDRNOTAVAIL",
        SocketError.AddressAlreadyInUse => "EADDRINUSE",
        SocketError.TooManyOpenSockets => "EMFILE",
        SocketError.NoBufferSpaceAvailable => "ENOBUFS",
        SocketError.HostNotFound or SocketError.NoData => "ENOTFOUND",
        SocketError.TryAgain => "EAI_AGAIN",
        _ => null,
    };

    private static string? Name(Exception failure) => failure switch
    {
        SocketException socket => Of(socket.SocketErrorCode),
        AuthenticationException => "TLS",
        EndOfStreamException => "EOF",
        HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => "EOF",
        TimeoutException => TimedOut,
        _ => null,
    };
}
