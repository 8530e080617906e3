using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Reads how the log is written to files.</summary>
internal static class LogFilesReader
{
    private const int GreatestGzipLevel = 9;

    private static readonly Dictionary<string, LogCompressionAlgorithm> Algorithms = new()
    {
        ["gzip"] = LogCompressionAlgorithm.Gzip,
        ["zstd"] = LogCompressionAlgorithm.Zstd,
    };

    /// <summary>The settings of the whole proxy.</summary>
    public static LogFilesConfig Read(TableReader table, FormReader forms) => new(
        forms.Value<string>(BasicKeys.ErrorLog, SystemPath.TryParse),
        table.Size(BasicKeys.LogBufferedSize),
        Compression(table, forms));

    private static LogCompressionConfig Compression(TableReader table, FormReader forms)
    {
        var algorithm = forms.Choice(BasicKeys.LogCompressAlgorithm, Algorithms);
        var level = table.Integer(BasicKeys.LogCompressLevel);
        if (algorithm is LogCompressionAlgorithm.Gzip && level > GreatestGzipLevel)
            table.Error(BasicKeys.LogCompressLevel, $"is {level}; use 0 to {GreatestGzipLevel} with gzip");
        if (algorithm is LogCompressionAlgorithm.Zstd && level is 0)
            table.Error(BasicKeys.LogCompressLevel, "is 0; use 1 to 22 with zstd");
        return new LogCompressionConfig(
            algorithm, level, table.Integer(BasicKeys.LogCompressDaysAgo), table.Integer(BasicKeys.LogCompressTimePointHour));
    }
}
