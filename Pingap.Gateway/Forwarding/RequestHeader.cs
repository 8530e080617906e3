using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Forwarder;

namespace Pingap.Gateway.Forwarding;

/// <summary>Writes fields of outgoing requests, which <see cref="HttpClient"/> keeps in two places: with the request, and with its content.</summary>
internal static class RequestHeader
{
    /// <summary>Replaces whatever is there.</summary>
    public static void Set(HttpRequestMessage request, string name, string value)
    {
        Remove(request, name);
        Add(request, name, value);
    }

    /// <summary>Takes the field away.</summary>
    public static void Remove(HttpRequestMessage request, string name)
    {
        // Asking the wrong one of the two for a field throws, so ask for what is there.
        if (request.Headers.NonValidated.Contains(name)) request.Headers.Remove(name);
        else if (request.Content?.Headers.NonValidated.Contains(name) == true) request.Content.Headers.Remove(name);
    }

    /// <summary>Adds values beside those that are there.</summary>
    public static void Add(HttpRequestMessage request, string name, StringValues values)
    {
        if (values.Count == 1)
        {
            var value = values[0];
            if (request.Headers.TryAddWithoutValidation(name, value)) return;
            if (request.Content is { } content) content.Headers.TryAddWithoutValidation(name, value);
            else AddWithEmptyContent(request, name, values);
        }
        else if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
        {
            if (request.Content is { } content) content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            else AddWithEmptyContent(request, name, values);
        }
    }

    // A GET with Content-Type: its field needs a content to stand on, and YARP accepts only the empty one of its own making.
    private static void AddWithEmptyContent(HttpRequestMessage request, string name, StringValues values)
    {
        if (HttpMethods.IsTrace(request.Method.Method)) return;
        var carrier = new DefaultHttpContext();
        carrier.Request.Headers[name] = values;
        var transformed = HttpTransformer.Empty.TransformRequestAsync(carrier, request, "", CancellationToken.None);
        System.Diagnostics.Debug.Assert(transformed.IsCompletedSuccessfully, "YARP copies headers without waiting for anything");
    }
}
