using Microsoft.Extensions.Logging;

namespace Pingap.Gateway.Telemetry;

/// <summary>Every log line of the epoll loops.</summary>
internal static partial class TransportLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "epoll loop {Loop} was held for {Time}: its connections waited for something that blocks or computes")]
    public static partial void LoopHeld(ILogger logger, int loop, TimeSpan time);

    [LoggerMessage(Level = LogLevel.Error, Message = "something on an epoll loop has thrown what it should not")]
    public static partial void Failed(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "epoll loop {Loop} is stuck since {Time}: its connections are not served")]
    public static partial void LoopStuck(ILogger logger, int loop, TimeSpan time);
}
