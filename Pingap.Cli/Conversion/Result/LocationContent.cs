namespace Pingap.Cli.Conversion.Result;

/// <summary>What becomes of the requests of a location.</summary>
/// <param name="Upstream">Where they go, or <c>null</c> if nowhere.</param>
/// <param name="Closed">Why they are answered with 404 instead, or <c>null</c>.</param>
internal sealed record LocationContent(string? Upstream, string? Closed)
{
    /// <summary><c>rewrite</c></summary>
    public string? Rewrite { get; init; }

    /// <summary>Fields set in the request.</summary>
    public IReadOnlyList<(string Name, string Value)> RequestFields { get; init; } = [];

    /// <summary>Fields added to the request beside those set, as <c>Name: value</c>.</summary>
    public IReadOnlyList<string> MoreRequestFields { get; init; } = [];

    /// <summary>Fields added to the response, as <c>Name: value</c>.</summary>
    public IReadOnlyList<string> ResponseFields { get; init; } = [];

    /// <summary>Names of fields taken out of the response.</summary>
    public IReadOnlyList<string> HiddenFields { get; init; } = [];

    /// <summary><c>client_max_body_size</c>; <c>null</c> is without limit.</summary>
    public string? MaxBodySize { get; init; }

    /// <summary><c>max_retries</c></summary>
    public int? MaxRetries { get; init; }

    /// <summary><c>retry_statuses</c></summary>
    public string? RetryStatuses { get; init; }

    /// <summary><c>max_retry_window</c></summary>
    public TimeSpan? RetryWindow { get; init; }
}
