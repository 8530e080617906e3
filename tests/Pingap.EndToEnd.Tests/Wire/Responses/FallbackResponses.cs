using System.Collections.Frozen;

namespace Pingap.EndToEnd.Tests.Wire.Responses;

/// <summary>The responses that the fallback takes otherwise than a strict reader: HttpClient has read and changed them before anybody could look.</summary>
internal static class FallbackResponses
{
    /// <summary>The name of the row, and why.</summary>
    public static FrozenDictionary<string, string> Known { get; } = new Dictionary<string, string>
    {
    }.ToFrozenDictionary();
}
