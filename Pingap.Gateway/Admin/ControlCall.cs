using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Pingap.Gateway.Admin;

/// <summary>A request at the control channel.</summary>
/// <param name="http">The request.</param>
/// <param name="by">The user who asks.</param>
internal sealed class ControlCall(HttpContext http, string by)
{
    /// <summary>The user who asks.</summary>
    public string By => by;

    /// <summary>Cancelled when nobody waits for the answer any more.</summary>
    public CancellationToken Gone => http.RequestAborted;

    /// <summary>Whether a body comes with it.</summary>
    public bool HasBody => http.Features.GetRequiredFeature<IHttpRequestBodyDetectionFeature>().CanHaveBody;

    /// <summary>The body.</summary>
    public Stream Body => http.Request.Body;

    /// <summary>A parameter of the query, or <c>null</c> when it is not there just once.</summary>
    public string? Query(string name) => http.Request.Query.TryGetValue(name, out var values) && values.Count == 1 ? values[0] : null;
}
