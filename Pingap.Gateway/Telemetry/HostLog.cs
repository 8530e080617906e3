using Microsoft.Extensions.Logging;

namespace Pingap.Gateway.Telemetry;

/// <summary>Every log line of the proxy's start and end.</summary>
internal static partial class HostLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "the runtime's sockets complete inline")]
    public static partial void CompletesInline(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "stopping: no new connections; open requests have {Grace} to finish")]
    public static partial void Stopping(ILogger logger, TimeSpan grace);

    [LoggerMessage(Level = LogLevel.Information, Message = "stopped")]
    public static partial void Stopped(ILogger logger);
}
