namespace Pingap.Gateway.Forwarding;

/// <summary>How one attempt to forward a request ended.</summary>
/// <param name="Error">What went wrong, if anything.</param>
/// <param name="Status">The status the backend answered with, or 0 if it did not.</param>
/// <param name="Detail">The cause in words, for the log.</param>
/// <param name="Cause">The name of the cause, such as <c>ECONNREFUSED</c>, where it has one; never made for this one result.</param>
public readonly record struct ForwardResult(ForwardError Error, int Status, string? Detail = null, string? Cause = null)
{
    /// <summary>How long the first byte of the answer took after the backend had all of the request that it waited for; zero if none came.</summary>
    public TimeSpan FirstByte { get; init; }

    /// <summary>Whether the backend has seen nothing of the request, so that any other may be given it.</summary>
    public bool IsConnectFailure => Error is ForwardError.ConnectFailed or ForwardError.ConnectTimedOut or ForwardError.TlsFailed
        or ForwardError.OutOfResources;

    /// <summary>Whether it was the client's doing and says nothing about the backend.</summary>
    public bool IsClientFailure => Error is ForwardError.ClientGone or ForwardError.ClientBodyFailed or ForwardError.ClientTooSlow
        or ForwardError.BodyTooLarge or ForwardError.RequestInvalid;
}
