using Microsoft.Extensions.Logging;

namespace Pingap.Gateway.Telemetry;

/// <summary>One line for each request.</summary>
public static partial class AccessLog
{
    /// <summary>A request has ended.</summary>
    [LoggerMessage(EventId = 100, Level = LogLevel.Debug, Message = "{Method} {Path} {Status} {Backend} {Elapsed}")]
    public static partial void RequestEnded(ILogger log, string method, string path, int status, string? backend, TimeSpan elapsed);
}
