using Microsoft.AspNetCore.Http;
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
    /// <param name="hasTimedOut">Whether a body that was given up may have been so because its time was over.</param>
    public static ForwardError Classify(ForwarderError error, Exception? cause, YarpExchange exchange, bool isClientGone, bool hasTimedOut)
    {
        // The client has its whole answer; that the rest of the request body found no taker is nobody's concern.
        if (exchange.IsComplete) return ForwardError.None;
        if (exchange.IsBrokenOff) return ForwardError.BrokenOff;
        // A tunnel may be silent: that read_timeout closes it is the operator's wish and no fault of the backend, which has answered.
        if (IsSilentTunnel(error, cause)) return ForwardError.None;
        if (exchange.Timer is { WasRequestsEnd: true, HadItsShare: false }) return ForwardError.RequestTimedOut;
        if (exchange.Timer.HasFired) return exchange.Timer.WasWriting ? ForwardError.WriteTimedOut : ForwardError.FirstByteTimedOut;
        if (TransportErrors.Find<BadHttpRequestException>(cause) is { StatusCode: StatusCodes.Status413PayloadTooLarge }) return ForwardError.BodyTooLarge;
        // A body that the backend cut short is told apart from a client that left; YARP then aborts the client's request, which must
        // not be taken for the cause.
        if (isClientGone && error is not ForwarderError.ResponseBodyDestination) return ForwardError.ClientGone;
        return error switch
        {
            ForwarderError.Request => TransportErrors.OfRequest(cause),
            ForwarderError.RequestTimedOut => ForwardError.FirstByteTimedOut,
            ForwarderError.RequestCreation => ForwardError.RequestInvalid,
            // A backend that breaks off has the rest of the request's body given up, which is a cancellation too, and nobody's slowness.
            ForwarderError.RequestBodyClient => !TransportErrors.IsTimeout(cause) ? ForwardError.ClientBodyFailed : hasTimedOut ? ForwardError.ClientTooSlow : ForwardError.ConnectionBroken,
            ForwarderError.RequestBodyDestination => hasTimedOut && TransportErrors.IsTimeout(cause) ? ForwardError.WriteTimedOut : ForwardError.ConnectionBroken,
            ForwarderError.ResponseHeaders => ForwardError.ResponseInvalid,
            ForwarderError.ResponseBodyDestination or ForwarderError.UpgradeResponseDestination or ForwarderError.UpgradeRequestDestination =>
                TransportErrors.IsTimeout(cause) ? ForwardError.ReadTimedOut : ForwardError.ResponseCutShort,
            _ => ForwardError.ClientGone,
        };
    }

    private static bool IsSilentTunnel(ForwarderError error, Exception? cause) => error is ForwarderError.UpgradeActivityTimeout
        || (error is ForwarderError.UpgradeResponseDestination or ForwarderError.UpgradeRequestDestination && TransportErrors.IsTimeout(cause));
}
