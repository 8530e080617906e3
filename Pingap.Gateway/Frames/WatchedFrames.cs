using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Pingap.Gateway.Telemetry;

namespace Pingap.Gateway.Frames;

/// <summary>Both directions of an HTTP/2 connection, watched for floods of frames that the server behind takes without end.</summary>
/// <param name="input">What the client sends.</param>
/// <param name="output">What is sent to it.</param>
internal sealed class WatchedFrames(PipeReader input, PipeWriter output) : IDuplexPipe
{
    public PipeReader Input => input;

    public PipeWriter Output => output;

    /// <summary>Serves a connection on which HTTP/2 is spoken, in cleartext or inside TLS; a flood ends it with ENHANCE_YOUR_CALM and a line in the log.</summary>
    /// <param name="connection">It.</param>
    /// <param name="streams">How many streams may be open at once.</param>
    /// <param name="next">Serves it.</param>
    /// <param name="logger">Hears of the flood.</param>
    public static async Task ServeAsync(ConnectionContext connection, int streams, ConnectionDelegate next, ILogger logger)
    {
        var plain = connection.Transport;
        var sent = new SentFrames();
        connection.Transport = new WatchedFrames(
            new WatchedInput(plain.Input, sent, streams, flood => ListenerLog.TooManyFrames(logger, connection.RemoteEndPoint, flood)),
            new WatchedOutput(plain.Output, sent));
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = plain;
        }
    }
}
