using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Pingap.Gateway.Tests.Proxying;

/// <summary>Keeps log lines for a test to wait for.</summary>
internal sealed class LineLog : ILoggerProvider, ILogger
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    /// <summary>Waits for a line that begins with a text.</summary>
    public async Task<string> NextAsync(string beginning, CancellationToken cancellation)
    {
        while (true)
        {
            var line = await _lines.Reader.ReadAsync(cancellation);
            if (line.StartsWith(beginning, StringComparison.Ordinal)) return line;
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Writer.TryWrite($"{logLevel}: {formatter(state, exception)}");

    public void Dispose() => _lines.Writer.TryComplete();
}
