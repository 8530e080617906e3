using System.Net;
using Microsoft.Extensions.Logging;
using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Telemetry;

/// <summary>Every log line of the listeners and of TLS.</summary>
internal static partial class ListenerLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Listening on {Address} for server {Server} ({Protocol})")]
    public static partial void Listening(ILogger logger, EndPoint address, ServerName server, string protocol);

    [LoggerMessage(Level = LogLevel.Information, Message = "Listener {Address} now serves server {Server} ({Protocol})")]
    public static partial void Changed(ILogger logger, EndPoint address, ServerName server, string protocol);

    [LoggerMessage(Level = LogLevel.Information, Message = "Listener {Address} of server {Server} is closed; {Open} connections drain for up to {Grace}")]
    public static partial void Draining(ILogger logger, EndPoint address, ServerName server, int open, TimeSpan grace);

    [LoggerMessage(Level = LogLevel.Information, Message = "Listener {Address} of server {Server} has stopped; {Aborted} connections were cut")]
    public static partial void Stopped(ILogger logger, EndPoint address, ServerName server, int aborted);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot accept on {Address}: {Reason}; next attempt in {Pause}")]
    public static partial void AcceptFailed(ILogger logger, EndPoint address, string reason, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A client of {Address} was gone before it was accepted: {Reason}")]
    public static partial void ClientGone(ILogger logger, EndPoint address, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Client {Client} sent no complete request head: {Reason}")]
    public static partial void HeadMissing(ILogger logger, EndPoint? client, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "TLS handshake of {Client} refused: no certificate serves {ServerName}")]
    public static partial void HandshakeRefused(ILogger logger, EndPoint? client, string? serverName);
}
