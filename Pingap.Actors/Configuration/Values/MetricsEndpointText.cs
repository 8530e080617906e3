namespace Pingap.Actors.Configuration.Values;

/// <summary>Reads <c>prometheus_metrics</c>: the path of a pull endpoint, or the URL of a push gateway.</summary>
internal static class MetricsEndpointText
{
    /// <summary>What holds <c>://</c> is a URL, anything else a path.</summary>
    public static bool TryParse(string text, out MetricsEndpoint endpoint, out string wrong)
    {
        endpoint = new MetricsEndpoint.Pull(text);
        if (text.Contains("://", StringComparison.Ordinal))
        {
            if (!AbsoluteUrl.TryParse(text, out Uri url, out wrong)) return false;
            endpoint = new MetricsEndpoint.Push(new Secret(text));
            return HasGoodInterval(url, out wrong);
        }

        wrong = "is neither a path nor a URL; write one such as /metrics or https://gateway.example/metrics/job/pingap";
        if (!text.StartsWith('/')) return false;
        foreach (var c in text)
        {
            if (c is <= ' ' or > '~' or '?' or '#') return false;
        }

        return true;
    }

    private static bool HasGoodInterval(Uri url, out string wrong)
    {
        const string name = "interval=";
        wrong = "";
        foreach (var parameter in url.Query.TrimStart('?').Split('&'))
        {
            if (!parameter.StartsWith(name, StringComparison.Ordinal)) continue;
            if (Duration.TryParse(Uri.UnescapeDataString(parameter[name.Length..]), out var interval, out _) && interval > TimeSpan.Zero) continue;
            wrong = "has an interval that is not a duration; write one such as interval=60s";
            return false;
        }

        return true;
    }
}
