using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.AspNetCore.Http;
using Pingap.Actors.Health;
using Yarp.ReverseProxy.Forwarder;

namespace Pingap.Gateway.Forwarding;

/// <summary>Tells from what YARP reports, and from the exceptions behind it, what has happened.</summary>
internal static class YarpErrors
{
    /// <summary>The error in our words.</summary>
    /// <param name="error">What YARP reports; not <see cref="ForwarderError.None"/>.</param>
    /// <param name="cause">The exception it reports, or <c>null</c>.</param>
    /// <param name="exchange">How far the exchange had come.</param>
    /// <param name="isClientGone">Whether the client's request was aborted.</param>
    public static ForwardError Classify(ForwarderError error, Exception? cause, Exchange exchange, bool isClientGone)
    {
        // The client has its whole answer; that the rest of the request body found no taker is nobody's concern.
        if (exchange.IsComplete) return ForwardError.None;
        if (exchange.IsBrokenOff) return ForwardError.BrokenOff;
        // A tunnel may be silent: that read_timeout closes it is the operator's wish and no fault of the backend, which has answered.
        if (IsSilentTunnel(error, cause)) return ForwardError.None;
        if (exchange.Timer is { WasRequestsEnd: true, HadItsShare: false }) return ForwardError.RequestTimedOut;
        if (exchange.Timer.HasFired) return exchange.Timer.WasWriting ? ForwardError.WriteTimedOut : ForwardError.FirstByteTimedOut;
        if (Find<BadHttpRequestException>(cause) is { StatusCode: StatusCodes.Status413PayloadTooLarge }) return ForwardError.BodyTooLarge;
        // A body that the backend cut short is told apart from a client that left; YARP then aborts the client's request, which must
        // not be taken for the cause.
        if (isClientGone && error is not ForwarderError.ResponseBodyDestination) return ForwardError.ClientGone;
        return error switch
        {
            ForwarderError.Request => OfRequest(cause),
            ForwarderError.RequestTimedOut => ForwardError.FirstByteTimedOut,
            ForwarderError.RequestCreation => ForwardError.RequestInvalid,
            ForwarderError.RequestBodyClient => IsTimeout(cause) ? ForwardError.ClientTooSlow : ForwardError.ClientBodyFailed,
            ForwarderError.RequestBodyDestination => IsTimeout(cause) ? ForwardError.WriteTimedOut : ForwardError.ConnectionBroken,
            ForwarderError.ResponseHeaders => ForwardError.ResponseInvalid,
            ForwarderError.ResponseBodyDestination or ForwarderError.UpgradeResponseDestination or ForwarderError.UpgradeRequestDestination =>
                IsTimeout(cause) ? ForwardError.ReadTimedOut : ForwardError.ResponseCutShort,
            _ => ForwardError.ClientGone,
        };
    }

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

    private static bool IsSilentTunnel(ForwarderError error, Exception? cause) => error is ForwarderError.UpgradeActivityTimeout
        || (error is ForwarderError.UpgradeResponseDestination or ForwarderError.UpgradeRequestDestination && IsTimeout(cause));

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

    private static bool IsTimeout(Exception? cause) => Find<OperationCanceledException>(cause) is not null;

    private static T? Find<T>(Exception? exception)
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
}
