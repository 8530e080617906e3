using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace Pingap.Cli.Output;

/// <summary>Writes log events to a writer in a format that may change while it runs.</summary>
/// <param name="writer">Where lines go.</param>
/// <param name="format">The format to begin with.</param>
internal sealed class WriterSink(TextWriter writer, ITextFormatter format) : ILogEventSink
{
    private readonly Lock _oneLineAtATime = new();
    private volatile ITextFormatter _format = format;

    /// <summary>The format of the lines to come.</summary>
    public ITextFormatter Format
    {
        set => _format = value;
    }

    /// <inheritdoc/>
    public void Emit(LogEvent logEvent)
    {
        var line = new StringWriter(writer.FormatProvider);
        _format.Format(logEvent, line);
        lock (_oneLineAtATime) writer.Write(line.ToString());
    }
}
