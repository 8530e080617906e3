using System.Globalization;

namespace Pingap.Gateway.Pipeline;

/// <summary>What a Host field may say (RFC 9110 §7.2).</summary>
internal static class HostField
{
    /// <summary>The port in a value that can go out, or <c>null</c> when it has none.</summary>
    public static int? PortOf(string value)
    {
        var colon = value.LastIndexOf(':');
        return colon > value.LastIndexOf(']')
            && int.TryParse(value.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;
    }

    /// <summary>Whether the value can go out as the one Host field of a request.</summary>
    /// <remarks>
    /// <see cref="HttpClient"/> is asked, because what it cannot parse it does not take for the Host: it writes one of its own in
    /// front, and a backend gets two. An empty value cannot go out either.
    /// </remarks>
    public static bool IsSendable(string value)
    {
        using var request = new HttpRequestMessage();
        return request.Headers.TryAddWithoutValidation("Host", value)
            && string.Equals(request.Headers.Host, value, StringComparison.Ordinal);
    }
}
