namespace Pingap.Actors.Configuration.Comparing;

/// <summary>A key that is written differently in two configurations.</summary>
/// <param name="Key">The key below its entity, such as <c>addrs</c> or <c>headers_set.X-Frame-Options</c>.</param>
/// <param name="Before">The old value as TOML, or <c>null</c> when there was none. A secret is <c>***</c>.</param>
/// <param name="After">The new value as TOML, or <c>null</c> when there is none. A secret is <c>***</c>.</param>
public sealed record KeyDiff(string Key, string? Before, string? After);
