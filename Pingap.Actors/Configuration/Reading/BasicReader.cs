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
        var forms = new FormReader(context, table);
        var otherwise = BasicConfig.Default;
        var trusted = TrustedProxies(context, table, out var trustsUnixSockets);
        return new BasicConfig(
            table.Text(BasicKeys.Name)?.Value ?? otherwise.Name,
            table.Integer(BasicKeys.Threads) ?? otherwise.Threads,
            table.Time(BasicKeys.GracePeriod) ?? otherwise.GracePeriod,
            trusted,
            LogLevel(context, table),
            table.Flag(BasicKeys.LogFormatJson) ?? otherwise.LogFormatJson)
        {
            TrustsUnixSockets = trustsUnixSockets,
            Transport = Transport(context, table),
            ErrorTemplate = forms.Text(BasicKeys.ErrorTemplate),
            Process = Process(table, forms),
            LogFiles = LogFilesReader.Read(table, forms),
            Webhook = WebhookReader.Read(forms),
            Reporting = new ReportingConfig(
                forms.Secret(BasicKeys.Sentry, AbsoluteUrl.TryParseDsn), forms.Secret(BasicKeys.Pyroscope, AbsoluteUrl.TryParse)),
            UpstreamPoolSize = table.Integer(BasicKeys.UpstreamKeepalivePoolSize) ?? otherwise.UpstreamPoolSize,
            Clients = ClientLimitsReader.Read(table),
            Cache = new CacheConfig(forms.Value<string>(BasicKeys.CacheDirectory, SystemPath.TryParse), table.Size(BasicKeys.CacheMaxSize)),
        };
    }

    private static ProcessConfig Process(TableReader table, FormReader forms)
    {
        var otherwise = ProcessConfig.Default;
        return new ProcessConfig(
            forms.Value<string>(BasicKeys.PidFile, SystemPath.TryParse) ?? otherwise.PidFile,
            forms.Value<string>(BasicKeys.UpgradeSock, SystemPath.TryParseSocket) ?? otherwise.UpgradeSocket,
            forms.Value<string>(BasicKeys.User, AccountName.TryParse),
            forms.Value<string>(BasicKeys.Group, AccountName.TryParse),
            table.Flag(BasicKeys.WorkStealing) ?? otherwise.WorkStealing,
            table.Integer(BasicKeys.ListenerTasksPerFd),
            table.Time(BasicKeys.GracefulShutdownTimeout) ?? otherwise.ShutdownTimeout,
            table.Time(BasicKeys.AutoRestartCheckInterval) ?? otherwise.RestartCheckInterval);
    }

    private static ValueList<IPNetwork> TrustedProxies(ReadingContext context, TableReader table, out bool unixSockets)
    {
        unixSockets = false;
        var networks = new List<IPNetwork>();
        foreach (var text in table.Texts(BasicKeys.TrustedProxies))
        {
            if (text.Value == "unix:") unixSockets = true;
            else if (NetworkText.TryParse(text.Value, out var network, out var wrong)) networks.Add(network);
            else context.Error(text, $"{text.Shown} {wrong}");
        }

        return networks.ToValueList();
    }

    private static TransportKind? Transport(ReadingContext context, TableReader table)
    {
        if (table.Text(BasicKeys.Transport) is not { } text) return null;
        if (TransportName.TryParse(text.Value, OperatingSystem.IsLinux(), out var kind, out var wrong)) return kind;
        context.Error(text, $"{text.Shown} {wrong}");
        return null;
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
