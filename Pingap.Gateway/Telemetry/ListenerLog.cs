using System.Net;
using Microsoft.Extensions.Logging;
using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Telemetry;

/// <summary>Every log line of the listeners and of TLS.</summary>
internal static partial class ListenerLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "listening on {Scheme}://{Address} (server {Server})")]
    public static partial void Listening(ILogger logger, string scheme, ListenAddress address, ServerName server);

    [LoggerMessage(Level = LogLevel.Information, Message = "listener {Address} now speaks {Scheme} for server {Server}")]
    public static partial void Changed(ILogger logger, string scheme, ListenAddress address, ServerName server);

    [LoggerMessage(Level = LogLevel.Information, Message = "listener {Address} of server {Server} is closed; {Open} connections drain for up to {Grace}")]
    public static partial void Draining(ILogger logger, ListenAddress address, ServerName server, int open, TimeSpan grace);

    [LoggerMessage(Level = LogLevel.Information, Message = "listener {Address} of server {Server} has stopped; {Aborted} connections were cut")]
    public static partial void Stopped(ILogger logger, ListenAddress address, ServerName server, int aborted);

    [LoggerMessage(Level = LogLevel.Warning, Message = "cannot accept on {Address}: {Reason}; next attempt in {Pause}")]
    public static partial void AcceptFailed(ILogger logger, ListenAddress address, string reason, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the mode of {Address} stays as it is: {Reason}")]
    public static partial void ModeNotSet(ILogger logger, ListenAddress address, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "a client of {Address} was gone before it was accepted: {Reason}")]
    public static partial void ClientGone(ILogger logger, ListenAddress address, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "client {Client} sent no complete request head: {Reason}")]
    public static partial void HeadMissing(ILogger logger, EndPoint? client, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "TLS handshake of {Client} refused: no certificate serves {ServerName}")]
    public static partial void HandshakeRefused(ILogger logger, EndPoint? client, string? serverName);

    [LoggerMessage(Level = LogLevel.Debug, Message = "client {Client} has sent too many HTTP/2 frames ({Flood}); its connection ends")]
    public static partial void TooManyFrames(ILogger logger, EndPoint? client, object flood);

    [LoggerMessage(Level = LogLevel.Debug, Message = "client {Client} has said nothing for {Limit}; its connection ends")]
    public static partial void Silent(ILogger logger, EndPoint? client, TimeSpan limit);

    [LoggerMessage(Level = LogLevel.Debug, Message = "connection of {Client} to {Address} refused: {Reason}")]
    public static partial void ConnectionRefused(ILogger logger, EndPoint? client, ListenAddress address, object reason);
}
