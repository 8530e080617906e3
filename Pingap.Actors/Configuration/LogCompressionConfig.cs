namespace Pingap.Actors.Configuration;

/// <summary>When and how rotated logs are compressed (the <c>log_compress_*</c> keys).</summary>
/// <param name="Algorithm">How, or <c>null</c> for not at all (<c>log_compress_algorithm</c>).</param>
/// <param name="Level">How hard, or <c>null</c> for the algorithm's own choice (<c>log_compress_level</c>).</param>
/// <param name="AfterDays">Age in days at which a log is compressed, or <c>null</c> for the program's own choice (<c>log_compress_days_ago</c>).</param>
/// <param name="Hour">Hour of the day, 0 to 23, at which it is done, or <c>null</c> for the program's own choice (<c>log_compress_time_point_hour</c>).</param>
public sealed record LogCompressionConfig(LogCompressionAlgorithm? Algorithm, int? Level, int? AfterDays, int? Hour)
{
    /// <summary>Logs stay as they are.</summary>
    public static readonly LogCompressionConfig Off = new(null, null, null, null);
}
