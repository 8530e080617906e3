using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Forwarding;

/// <summary>
/// Calls of gRPC over HTTP/2 (github.com/grpc/grpc, doc/PROTOCOL-HTTP2.md), and how the proxy ends them in their own words where it has to: with <c>grpc-status</c>.
/// </summary>
internal static class GrpcCall
{
    private const string Type = "application/grpc";

    /// <summary>Whether a request is a call. gRPC-Web is not, for it has its status in the body.</summary>
    public static bool Is(ProxyContext context) =>
        HttpProtocol.IsHttp2(context.Http.Request.Protocol) && HttpMethods.IsPost(context.Method) && IsType(context.Header(HeaderNames.ContentType));

    /// <summary>Whether a content type is that of calls, of which <c>+proto</c> and others are kinds.</summary>
    public static bool IsType(string? type) => type is not null && type.StartsWith(Type, StringComparison.OrdinalIgnoreCase)
        && (type.Length == Type.Length || type[Type.Length] is '+' or ';' or ' ');

    /// <summary>Says in a response without a body how the call has ended.</summary>
    public static void Answer(HttpResponse response, int status, string requestId)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = Type;
        response.Headers.GrpcStatus = Number(StatusOf(status));
        response.Headers.GrpcMessage = $"{ReasonPhrases.GetReasonPhrase(status)} (request id {requestId})";
    }

    /// <summary>Says in the trailers of a response that has begun how the call has ended.</summary>
    public static void End(IHeaderDictionary trailers, GrpcStatus status, string requestId)
    {
        trailers.GrpcStatus = Number(status);
        trailers.GrpcMessage = status switch
        {
            GrpcStatus.DeadlineExceeded => $"the time for the answer was over (request id {requestId})",
            GrpcStatus.ResourceExhausted => $"the request is too large (request id {requestId})",
            _ => $"the answer was broken off (request id {requestId})",
        };
    }

    /// <summary>What a failure means for a call that had begun to be answered; <c>null</c> where nobody is left to be told, or the fault is the client's and no word for it is known.</summary>
    public static GrpcStatus? StatusOf(ForwardError error) => error switch
    {
        ForwardError.ConnectionBroken or ForwardError.ResponseCutShort or ForwardError.ResponseInvalid or ForwardError.BrokenOff => GrpcStatus.Unavailable,
        ForwardError.FirstByteTimedOut or ForwardError.ReadTimedOut or ForwardError.WriteTimedOut or ForwardError.RequestTimedOut => GrpcStatus.DeadlineExceeded,
        ForwardError.BodyTooLarge => GrpcStatus.ResourceExhausted,
        _ => null,
    };

    // As clients take them themselves (doc/http-grpc-status-mapping.md), so that they try again what they would have tried again.
    private static GrpcStatus StatusOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => GrpcStatus.Internal,
        StatusCodes.Status401Unauthorized => GrpcStatus.Unauthenticated,
        StatusCodes.Status403Forbidden => GrpcStatus.PermissionDenied,
        StatusCodes.Status404NotFound => GrpcStatus.Unimplemented,
        StatusCodes.Status429TooManyRequests or StatusCodes.Status502BadGateway or StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout =>
            GrpcStatus.Unavailable,
        StatusCodes.Status413PayloadTooLarge => GrpcStatus.ResourceExhausted,
        _ => GrpcStatus.Unknown,
    };

    private static string Number(GrpcStatus status) => ((int)status).ToString(CultureInfo.InvariantCulture);
}
