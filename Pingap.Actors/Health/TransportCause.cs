using System.Net.Sockets;
using System.Security.Authentication;

namespace Pingap.Actors.Health;

/// <summary>Names the causes of transport failures as the system does: <c>ECONNREFUSED</c>. Constants, so that a name costs nothing to carry.</summary>
public static class TransportCause
{
    /// <summary>Too slow, by whichever clock.</summary>
    public const string TimedOut = "ETIMEDOUT";

    private const string NoPort = "EADDRNOTAVAIL";
    private const string PortTaken = "EADDRINUSE";
    private const string NoDescriptor = "EMFILE";
    private const string NoBuffer = "ENOBUFS";

    /// <summary>The cause behind an exception; <c>null</c> when it has no name.</summary>
    public static string? Of(Exception? failure)
    {
        for (var each = failure; each is not null; each = each.InnerException)
        {
            if (Name(each) is { } name) return name;
        }

        return null;
    }

    /// <summary>Whether a cause says that this machine lacks something, and nothing about a backend: descriptors, ports, memory.</summary>
    public static bool IsOwn(string? cause) => cause is NoPort or PortTaken or NoDescriptor or NoBuffer;

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
        SocketError.AddressNotAvailable => NoPort,
        SocketError.AddressAlreadyInUse => PortTaken,
        SocketError.TooManyOpenSockets => NoDescriptor,
        SocketError.NoBufferSpaceAvailable => NoBuffer,
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
