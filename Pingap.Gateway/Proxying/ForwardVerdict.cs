using Microsoft.AspNetCore.Http;
using Pingap.Actors.Health;
using Pingap.Gateway.Forwarding;

namespace Pingap.Gateway.Proxying;

/// <summary>What the end of a forward means: for the client a status, for the backend an outcome. The only place that says so.</summary>
public static class ForwardVerdict
{
    /// <summary>The status the client gets, or the log where the client is gone.</summary>
    public static int StatusOf(ForwardError error) => error switch
    {
        ForwardError.None => StatusCodes.Status200OK,
        ForwardError.ConnectTimedOut or ForwardError.FirstByteTimedOut or ForwardError.ReadTimedOut or ForwardError.WriteTimedOut =>
            StatusCodes.Status504GatewayTimeout,
        ForwardError.ClientGone => StatusCodes.Status499ClientClosedRequest,
        ForwardError.ClientBodyFailed or ForwardError.RequestInvalid => StatusCodes.Status400BadRequest,
        ForwardError.BodyTooLarge => StatusCodes.Status413PayloadTooLarge,
        _ => StatusCodes.Status502BadGateway,
    };

    /// <summary>What it says about the backend.</summary>
    public static Outcome OutcomeOf(ForwardResult result) => result.Error switch
    {
        ForwardError.None => Outcome.Answered(result.Status),
        ForwardError.ConnectFailed or ForwardError.ConnectTimedOut or ForwardError.TlsFailed => new(OutcomeKind.ConnectFailed, Cause: result.Cause),
        ForwardError.FirstByteTimedOut or ForwardError.ReadTimedOut or ForwardError.WriteTimedOut =>
            new(OutcomeKind.TimedOut, Cause: result.Cause),
        ForwardError.ResponseInvalid or ForwardError.ConnectionBroken or ForwardError.ResponseCutShort =>
            new(OutcomeKind.Broken, Cause: result.Cause),
        _ => new(OutcomeKind.Inconclusive),
    };
}
