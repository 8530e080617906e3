using System.Net;
using Pingap.Actors.Configuration.Schema;
using Pingap.Actors.Configuration.Syntax;
using Pingap.Actors.Configuration.Values;

namespace Pingap.Actors.Configuration.Reading;

/// <summary>Reads <c>[basic]</c>.</summary>
internal static class BasicReader
{
    /// <summary>The settings, with their defaults where the table says nothing.</summary>
    public static BasicConfig Read(ReadingContext context, SectionEntry entry)
    {
        var table = new TableReader(context, BasicKeys.Section, entry);
        var otherwise = BasicConfig.Default;
        return new BasicConfig(
            table.Text(BasicKeys.Name)?.Value ?? otherwise.Name,
            table.Integer(BasicKeys.Threads) ?? otherwise.Threads,
            table.Time(BasicKeys.GracePeriod) ?? otherwise.GracePeriod,
            TrustedProxies(context, table),
            LogLevel(context, table),
            table.Flag(BasicKeys.LogFormatJson) ?? otherwise.LogFormatJson);
    }

    private static ValueList<IPNetwork> TrustedProxies(ReadingContext context, TableReader table)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in table.Texts(BasicKeys.TrustedProxies))
        {
            if (NetworkText.TryParse(text.Value, out var network, out var wrong)) networks.Add(network);
            else context.Error(text, $"{text.Shown} {wrong}");
        }

        return networks.ToValueList();
    }

    private static LogSeverity? LogLevel(ReadingContext context, TableReader table)
    {
        if (table.Text(BasicKeys.LogLevel) is not { } text) return null;
        LogSeverity? level = text.Value.ToLowerInvariant() switch
        {
            "trace" => LogSeverity.Trace,
            "debug" => LogSeverity.Debug,
            "info" => LogSeverity.Info,
            "warn" or "warning" => LogSeverity.Warn,
            "error" => LogSeverity.Error,
            _ => null,
        };
        if (level is null) context.Error(text, $"{text.Shown} is not a log level; use trace, debug, info, warn or error");
        return level;
    }
}
