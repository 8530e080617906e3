using Microsoft.Extensions.Logging;

namespace Pingap.Gateway.Telemetry;

/// <summary>What the forwarding of requests says in the log.</summary>
public static partial class ForwardingLog
{
    /// <summary>A backend did not answer a request, or not wholly.</summary>
    [LoggerMessage(EventId = 200, Level = LogLevel.Warning, Message = "Forwarding to {Backend} of {Upstream} failed: {Cause} ({Detail})")]
    public static partial void ForwardFailed(ILogger log, string? backend, string? upstream, string cause, string? detail);

    /// <summary>The client of a forwarded request left or misbehaved.</summary>
    [LoggerMessage(EventId = 201, Level = LogLevel.Debug, Message = "Forwarding to {Backend} of {Upstream} ended by the client: {Cause} ({Detail})")]
    public static partial void ClientFailed(ILogger log, string? backend, string? upstream, string cause, string? detail);

    /// <summary>A header rule made a value that must not be sent, and was left out.</summary>
    [LoggerMessage(EventId = 202, Level = LogLevel.Debug, Message = "Header rule for {Name} left out: its value must not be sent")]
    public static partial void HeaderRuleLeftOut(ILogger log, string name);

    /// <summary>A group's actor ended while a request waited for its pick.</summary>
    [LoggerMessage(EventId = 203, Level = LogLevel.Debug, Message = "Pick from {Upstream} lost with its actor")]
    public static partial void PickLost(ILogger log, string upstream);

    /// <summary>A rewrite made something that is no path.</summary>
    [LoggerMessage(EventId = 204, Level = LogLevel.Warning, Message = "Rewrite of location {Location} made no path from {Path}")]
    public static partial void RewriteFailed(ILogger log, string location, string path);
}
