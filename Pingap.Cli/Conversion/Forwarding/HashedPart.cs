using System.Buffers;

namespace Pingap.Cli.Conversion.Forwarding;

/// <summary>The part of a request that nginx's <c>hash</c> names.</summary>
internal static class HashedPart
{
    private static readonly SearchValues<char> VariableCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    /// <summary>Our algorithm that hashes the same, or <c>null</c> if it is not one part.</summary>
    public static string? Algorithm(string key) => key switch
    {
        "$remote_addr" or "$binary_remote_addr" => "ip_hash",
        "$request_uri" => "hash:url",
        "$uri" => "hash:path",
        _ when Rest(key, "$http_") is { } field => $"hash:header:{field.Replace('_', '-')}",
        _ when Rest(key, "$cookie_") is { } cookie => $"hash:cookie:{cookie}",
        _ when Rest(key, "$arg_") is { } parameter => $"hash:query:{parameter}",
        _ => null,
    };

    // What follows a prefix, if the whole is one variable and no more.
    private static string? Rest(string key, string prefix) =>
        key.Length > prefix.Length && key.StartsWith(prefix, StringComparison.Ordinal) && !key.AsSpan(1).ContainsAnyExcept(VariableCharacters) ? key[prefix.Length..] : null;
}
