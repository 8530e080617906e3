using Microsoft.AspNetCore.Http;

namespace Pingap.Gateway.Forwarding.Http1;

/// <summary>What the failures of an exchange mean.</summary>
internal static class ExchangeErrors
{
    /// <summary>The error that an exception stands for.</summary>
    /// <param name="cause">What was thrown, and not because the exchange was ended from outside.</param>
    /// <param name="status">The status that the backend has answered with, or 0 if it has not.</param>
    public static ForwardError Of(Exception cause, int status) => cause switch
    {
        ConnectException connecting => connecting.Error,
        // The other is the server's, which does not take what it was given.
        InvalidResponseException or InvalidOperationException => ForwardError.ResponseInvalid,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => ForwardError.BodyTooLarge,
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => ForwardError.ClientTooSlow,
        BadHttpRequestException => ForwardError.ClientBodyFailed,
        _ => status > 0 ? ForwardError.ResponseCutShort : ForwardError.ConnectionBroken,
    };

    /// <summary>An error in words, where no exception has any.</summary>
    public static string? DetailOf(ForwardError error) => error switch
    {
        ForwardError.ResponseCutShort => "the response ended before it was complete",
        ForwardError.ResponseInvalid => "a chunk or a trailer is malformed",
        _ => null,
    };
}
