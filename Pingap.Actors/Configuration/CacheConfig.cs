namespace Pingap.Actors.Configuration;

/// <summary>What older configurations say of the cache for the whole proxy; newer ones say it to the cache plugin.</summary>
/// <param name="Directory">Where it keeps its files, or <c>null</c> (<c>cache_directory</c>).</param>
/// <param name="MaxSize">Bytes that it may hold, or <c>null</c> (<c>cache_max_size</c>).</param>
public sealed record CacheConfig(string? Directory, long? MaxSize)
{
    /// <summary>Nothing is said.</summary>
    public static readonly CacheConfig None = new(null, null);
}
