namespace Pingap.Actors.Configuration;

/// <summary>How the log is written to files, and what becomes of old ones.</summary>
/// <param name="ErrorLog">File for what the daemon writes to standard error, or <c>null</c> (<c>error_log</c>).</param>
/// <param name="BufferSize">Bytes that are buffered before they are written, or <c>null</c> for none (<c>log_buffered_size</c>).</param>
/// <param name="Compression">How rotated logs are compressed.</param>
public sealed record LogFilesConfig(string? ErrorLog, long? BufferSize, LogCompressionConfig Compression)
{
    /// <summary>No files, and nothing to compress.</summary>
    public static readonly LogFilesConfig Default = new(null, null, LogCompressionConfig.Off);
}
