using Microsoft.AspNetCore.Http;
using Pingap.Actors.Health;
using Pingap.Gateway.Forwarding;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Proxying;

/// <summary>What the end of a forward means: for the client a status, for the backend an outcome. The only place that says so.</summary>
public static class ForwardVerdict
{
    /// <summary>The status the client gets, or the log where the client is gone.</summary>
    public static int StatusOf(ForwardResult result) => result.Error switch
    {
        ForwardError.None => StatusCodes.Status200OK,
        ForwardError.Declined => result.Status,
        ForwardError.ConnectTimedOut or ForwardError.FirstByteTimedOut or ForwardError.ReadTimedOut or ForwardError.WriteTimedOut
            or ForwardError.RequestTimedOut => StatusCodes.Status504GatewayTimeout,
        ForwardError.OutOfResources => StatusCodes.Status503ServiceUnavailable,
        ForwardError.ClientTooSlow => StatusCodes.Status408RequestTimeout,
        ForwardError.ClientGone => StatusCodes.Status499ClientClosedRequest,
        ForwardError.ClientBodyFailed or ForwardError.RequestInvalid => StatusCodes.Status400BadRequest,
        ForwardError.BodyTooLarge => StatusCodes.Status413PayloadTooLarge,
        _ => StatusCodes.Status502BadGateway,
    };

    /// <summary>Whether the request may be sent once more, as far as it and this end of it are concerned.</summary>
    public static bool AllowsRetry(ForwardResult result, ProxyContext context) =>
        (result.IsConnectFailure && !context.HasSentBody) || (result.Error is ForwardError.ConnectionBroken or ForwardError.BrokenOff or ForwardError.Declined && context.IsRepeatable);

    /// <summary>What it says about the backend.</summary>
    public static Outcome OutcomeOf(ForwardResult result) => result.Error switch
    {
        ForwardError.None or ForwardError.Declined => Outcome.Answered(result.Status),
        ForwardError.ConnectFailed or ForwardError.ConnectTimedOut or ForwardError.TlsFailed => new(OutcomeKind.ConnectFailed, Cause: result.Cause),
        ForwardError.FirstByteTimedOut or ForwardError.ReadTimedOut or ForwardError.WriteTimedOut =>
            new(OutcomeKind.TimedOut, Cause: result.Cause),
        ForwardError.Overtaken => new(OutcomeKind.Overtaken),
        ForwardError.ResponseInvalid or ForwardError.ConnectionBroken or ForwardError.ResponseCutShort =>
            new(OutcomeKind.Broken, Cause: result.Cause),
        _ => new(OutcomeKind.Inconclusive),
    };
}
