using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using Pingap.Actors.Health;

namespace Pingap.Gateway.Forwarding;

/// <summary>Tells from exceptions of the connections to backends what has happened.</summary>
internal static class TransportErrors
{
    /// <summary>Why a request has no answer, by the exception that the client's handlers threw.</summary>
    public static ForwardError OfRequest(Exception? cause) => Find<ConnectException>(cause)?.Error ?? Classify(Find<HttpRequestException>(cause));

    /// <summary>The name of the cause of an error, or <c>null</c>.</summary>
    public static string? CauseOf(ForwardError error, Exception? cause) => error switch
    {
        ForwardError.ConnectTimedOut or ForwardError.FirstByteTimedOut or ForwardError.ReadTimedOut or ForwardError.WriteTimedOut
            or ForwardError.RequestTimedOut => TransportCause.TimedOut,
        // YARP gathers what went wrong on either side.
        _ => TransportCause.Of(Find<SocketException>(cause) ?? Find<AuthenticationException>(cause) ?? Find<HttpIOException>(cause) ?? cause),
    };

    /// <summary>Whether something took too long, or was given up.</summary>
    public static bool IsTimeout(Exception? cause) => Find<OperationCanceledException>(cause) is not null;

    /// <summary>The first exception of a kind among all that led to one.</summary>
    public static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (var each = exception; each is not null; each = each.InnerException)
        {
            if (each is T found) return found;
            if (each is not AggregateException many) continue;
            foreach (var inner in many.InnerExceptions)
            {
                if (Find<T>(inner) is { } nested) return nested;
            }

            return null;
        }

        return null;
    }

    private static ForwardError Classify(HttpRequestException? failure) => failure?.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError => ForwardError.ConnectFailed,
        HttpRequestError.SecureConnectionError or HttpRequestError.VersionNegotiationError => ForwardError.TlsFailed,
        // HTTP/2: the stream or the connection was reset, which is all that is left of a request there; said as RST_STREAM or GOAWAY.
        HttpRequestError.HttpProtocolError => ForwardError.ConnectionBroken,
        HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.ExtendedConnectNotSupported =>
            ForwardError.ResponseInvalid,
        _ => ForwardError.ConnectionBroken,
    };
}
