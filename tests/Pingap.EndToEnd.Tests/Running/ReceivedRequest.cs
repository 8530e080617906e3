using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Pingap.EndToEnd.Tests.Running;

/// <summary>A request as a backend received it.</summary>
/// <param name="Backend">The backend's name.</param>
/// <param name="Protocol">The version of HTTP, such as <c>HTTP/1.1</c>.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">The request target: path and query as they came.</param>
/// <param name="Fields">The header fields, several of one name joined by <c>, </c>; names in lower case.</param>
/// <param name="Body">The body as text.</param>
public sealed record ReceivedRequest(
    string Backend, string Protocol, string Method, string Target, IReadOnlyDictionary<string, string> Fields, string Body)
{
    /// <summary>The value of a header field, or <c>null</c>.</summary>
    public string? this[string name] => Fields.GetValueOrDefault(name.ToLowerInvariant());

    /// <summary>Takes it down.</summary>
    public static async Task<ReceivedRequest> OfAsync(string backend, HttpContext http)
    {
        using var body = new StreamReader(http.Request.Body);
        return new(
            backend,
            http.Request.Protocol,
            http.Request.Method,
            http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            http.Request.Headers.ToDictionary(field => field.Key.ToLowerInvariant(), field => string.Join(", ", field.Value.ToArray())),
            await body.ReadToEndAsync(http.RequestAborted));
    }
}
