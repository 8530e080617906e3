using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace Pingap.Cli.Output;

/// <summary>A log line for people: time, level, message; an exception follows on lines of its own.</summary>
/// <param name="colours">Whether the level is coloured.</param>
internal sealed class ReadableFormatter(bool colours) : ITextFormatter
{
    private readonly MessageTemplateTextFormatter _message = new("{Message:l}", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        var (word, colour) = logEvent.Level switch
        {
            LogEventLevel.Verbose => ("trace", Ansi.Dim),
            LogEventLevel.Debug => ("debug", Ansi.Dim),
            LogEventLevel.Information => ("info ", Ansi.Green),
            LogEventLevel.Warning => ("warn ", Ansi.Yellow),
            _ => ("error", Ansi.Red),
        };
        var message = new StringWriter(CultureInfo.InvariantCulture);
        _message.Format(logEvent, message);
        output.Write(logEvent.Timestamp.ToString("HH:mm:ss.fff ", CultureInfo.InvariantCulture).Paint(Ansi.Dim, colours));
        output.Write(word.Paint(colour, colours));
        output.Write(' ');
        output.WriteLine(message.ToString().WithoutControls());
        if (logEvent.Exception is { } exception) output.WriteLine(exception.ToString());
    }
}
