using System.IO.Hashing;
using System.Runtime.InteropServices;
using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Pipeline;

/// <summary>Hashes the part of a request that chooses its backend; the same in every process, and nothing is allocated.</summary>
public static class RequestHash
{
    /// <summary>The hash; that of the client's address where the request does not have the part, or nothing in it.</summary>
    public static ulong Of(ProxyContext context, HashKeyConfig key)
    {
        // Else all requests without it would go to one backend.
        var part = Part(context, key);
        return part.IsEmpty ? context.Client.Hash : XxHash3.HashToUInt64(MemoryMarshal.AsBytes(part));
    }

    private static ReadOnlySpan<char> Part(ProxyContext context, HashKeyConfig key) => key.Source switch
    {
        HashSource.Url => context.ReceivedUrl,
        HashSource.Path => context.Path,
        HashSource.Header => context.Header(key.Name),
        HashSource.Cookie => ParameterLookup.CookieIn(context.CookieLines, key.Name),
        HashSource.Query => ParameterLookup.ParameterIn(context.ReceivedQuery, key.Name, out var value) ? value : default,
        _ => default,
    };
}
