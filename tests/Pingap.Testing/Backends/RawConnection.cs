using System.Net.Sockets;
using System.Text;

namespace Pingap.Testing.Backends;

/// <summary>A TCP connection that speaks in texts; one octet is one character (Latin-1).</summary>
public sealed class RawConnection(Socket socket, CancellationToken stop) : IDisposable
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);

    /// <summary>Connects to a port of 127.0.0.1.</summary>
    public static async Task<RawConnection> OpenAsync(int port, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port, stop);
        return new(socket, stop);
    }

    /// <summary>Sends a text.</summary>
    public async Task SendAsync(string text) => await _stream.WriteAsync(Encoding.Latin1.GetBytes(text), stop);

    /// <summary>Reads up to and including the empty line; what came of it, where the other side closes before.</summary>
    public Task<string> ReadHeadAsync() => ReadUntilAsync("\r\n\r\n");

    /// <summary>Reads up to and including a text; what came of it, where the other side closes before.</summary>
    public async Task<string> ReadUntilAsync(string end)
    {
        var text = new StringBuilder();
        var octet = new byte[1];
        while (await _stream.ReadAsync(octet, stop) > 0)
        {
            text.Append((char)octet[0]);
            if (octet[0] == end[^1] && text.Length >= end.Length && text.ToString(text.Length - end.Length, end.Length) == end) break;
        }

        return text.ToString();
    }

    /// <summary>Reads so many octets.</summary>
    /// <exception cref="EndOfStreamException">The other side closed before.</exception>
    public async Task<string> ReadAsync(int count)
    {
        var octets = new byte[count];
        await _stream.ReadExactlyAsync(octets, stop);
        return Encoding.Latin1.GetString(octets);
    }

    /// <summary>Reads until the other side closes, in whatever way.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            int count;
            while ((count = await _stream.ReadAsync(buffer, stop)) > 0) text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
        catch (IOException)
        {
            // A reset is an end too.
            return text.ToString();
        }

        return text.ToString();
    }

    /// <summary>Waits until the other side has closed or reset the connection.</summary>
    public Task WaitForCloseAsync() => ReadToEndAsync();

    /// <summary>Takes no more bytes, and says nothing, until the test ends.</summary>
    public Task StopReadingAsync() => Task.Delay(Timeout.Infinite, stop);

    /// <summary>Closes with a reset.</summary>
    public void Reset()
    {
        socket.LingerState = new(true, 0);
        socket.Close();
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
