namespace Pingap.Gateway.Pipeline;

/// <summary>What a Host field may say (RFC 9110 §7.2).</summary>
internal static class HostField
{
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
