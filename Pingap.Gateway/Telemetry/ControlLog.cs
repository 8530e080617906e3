using Microsoft.Extensions.Logging;

namespace Pingap.Gateway.Telemetry;

/// <summary>Every log line of the control channel.</summary>
internal static partial class ControlLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "control channel open at {Socket}")]
    public static partial void Open(ILogger logger, string socket);

    [LoggerMessage(Level = LogLevel.Warning, Message = "NO CONTROL CHANNEL: pingap plan, apply, history and the like cannot reach this proxy: {Reason}")]
    public static partial void Unavailable(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "a process of {User} was refused at the control channel; only the proxy's own user and root may use it")]
    public static partial void StrangerRefused(ILogger logger, string user);

    [LoggerMessage(Level = LogLevel.Error, Message = "a control request of {User} failed")]
    public static partial void Failed(ILogger logger, Exception failure, string user);
}
