using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pingap.EndToEnd.Tests.Running;

/// <summary>A backend that says, byte for byte, what a test wants, for answers that no good server would give; text is Latin-1.</summary>
public sealed class ScriptedBackend : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    /// <summary>Begins to listen.</summary>
    public ScriptedBackend() => _listener.Start();

    /// <summary>Its <c>host:port</c>.</summary>
    public string Address => _listener.LocalEndpoint.ToString()!;

    /// <summary>
    /// Answers the first request that comes, and closes the connection. Health probes, which connect and say nothing, are passed over.
    /// </summary>
    /// <param name="answer">The bytes; line ends become CRLF.</param>
    /// <param name="hold">If given, the connection stays open until this ends.</param>
    /// <returns>The head of the request, with LF for line ends.</returns>
    public async Task<string> AnswerAsync(string answer, Task? hold = null)
    {
        while (true)
        {
            using var connection = await _listener.AcceptTcpClientAsync(Deadline.Token);
            await using var stream = connection.GetStream();
            if (await ReadHeadAsync(stream) is not { } head) continue;
            await stream.WriteAsync(Encoding.Latin1.GetBytes(answer.ReplaceLineEndings("\r\n")), Deadline.Token);
            if (hold is not null) await hold.InTime();
            return head;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private static async Task<string?> ReadHeadAsync(NetworkStream stream)
    {
        var bytes = new byte[16 * 1024];
        var count = 0;
        while (!bytes.AsSpan(0, count).EndsWith("\r\n\r\n"u8))
        {
            var read = await stream.ReadAsync(bytes.AsMemory(count), Deadline.Token);
            if (read == 0) return null;
            count += read;
        }

        return Encoding.Latin1.GetString(bytes, 0, count).ReplaceLineEndings("\n");
    }
}
