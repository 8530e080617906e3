namespace Pingap.Actors.Configuration;

/// <summary>How rotated logs are compressed (<c>log_compress_algorithm</c>).</summary>
public enum LogCompressionAlgorithm
{
    /// <summary>gzip (RFC 1952), levels 0 to 9.</summary>
    Gzip,

    /// <summary>Zstandard (RFC 8878), levels 1 to 22.</summary>
    Zstd,
}
