using Pingap.Actors.Configuration;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Compact;

namespace Pingap.Cli.Output;

/// <summary>The program's log: lines on standard output, for people or as JSON (one compact event a line, <c>@t @mt @l @x</c>).</summary>
internal sealed class Logging : IDisposable
{
    private const string AkkaSource = "Akka.";

    private readonly LogOptions _options;
    private readonly ITextFormatter _readable;
    private readonly ITextFormatter _json = new CompactJsonFormatter();
    private readonly WriterSink _sink;
    private readonly LoggingLevelSwitch _level = new();
    private readonly LoggingLevelSwitch _levelOfOthers = new();
    private readonly LoggingLevelSwitch _levelOfForwarder = new();
    private readonly Logger _logger;

    /// <summary>A log as the command line says; what it leaves open is as without a <c>[basic]</c> table.</summary>
    /// <param name="options">What the command line says.</param>
    /// <param name="writer">Where lines go.</param>
    /// <param name="colours">Whether readable lines are coloured.</param>
    public Logging(LogOptions options, TextWriter writer, bool colours)
    {
        _options = options;
        _readable = new ReadableFormatter(colours);
        _sink = new WriterSink(writer, _readable);
        Apply(BasicConfig.Default);
        _logger = new LoggerConfiguration()
            .MinimumLevel.ControlledBy(_level)
            .MinimumLevel.Override("Microsoft", _levelOfOthers)
            .MinimumLevel.Override("System", _levelOfOthers)
            .MinimumLevel.Override("Yarp", _levelOfForwarder)
            .Filter.ByExcluding(IsChatterOfAkka)
            .Enrich.FromLogContext()
            .WriteTo.Sink(_sink)
            .CreateLogger();
    }

    /// <summary>The log itself.</summary>
    public ILogger Logger => _logger;

    /// <summary>Takes over level and format of a configuration, as far as the command line leaves them open. At any time, from any thread.</summary>
    public void Apply(BasicConfig basic)
    {
        var level = LevelOf(_options.Level ?? basic.LogLevel ?? LogSeverity.Info);
        _level.MinimumLevel = level;
        _levelOfOthers.MinimumLevel = level is LogEventLevel.Information ? LogEventLevel.Warning : level;

        // It writes a stack trace for every request that fails; our own line has said all of it already.
        _levelOfForwarder.MinimumLevel = level <= LogEventLevel.Debug ? level : LogEventLevel.Fatal;
        _sink.Format = _options.Json || basic.LogFormatJson ? _json : _readable;
    }

    /// <inheritdoc/>
    public void Dispose() => _logger.Dispose();

    /// <summary>
    /// Whether the actor system talks about itself below the level of others. All lines of all actors come from one Akka source;
    /// ours are those from below <c>/user</c>.
    /// </summary>
    private bool IsChatterOfAkka(LogEvent line) =>
        line.Level < _levelOfOthers.MinimumLevel
        && Text(line, Constants.SourceContextPropertyName).StartsWith(AkkaSource, StringComparison.Ordinal)
        && !Text(line, "ActorPath").Contains("/user", StringComparison.Ordinal);

    private static string Text(LogEvent line, string property) =>
        line.Properties.TryGetValue(property, out var value) && value is ScalarValue { Value: string text } ? text : "";

    private static LogEventLevel LevelOf(LogSeverity severity) => severity switch
    {
        LogSeverity.Trace => LogEventLevel.Verbose,
        LogSeverity.Debug => LogEventLevel.Debug,
        LogSeverity.Info => LogEventLevel.Information,
        LogSeverity.Warn => LogEventLevel.Warning,
        _ => LogEventLevel.Error,
    };
}
