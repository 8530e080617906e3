using System.Net.Sockets;
using System.Text;

namespace Pingap.Testing.Backends;

/// <summary>A connection that speaks in texts; one octet is one character (Latin-1).</summary>
public sealed class RawConnection : IDisposable
{
    private readonly Socket? _socket;
    private readonly Stream _stream;
    private readonly CancellationToken _stop;

    /// <summary>Speaks over TCP.</summary>
    public RawConnection(Socket socket, CancellationToken stop)
        : this(new NetworkStream(socket, ownsSocket: true), stop) => _socket = socket;

    /// <summary>Speaks over anything else, such as TLS.</summary>
    public RawConnection(Stream stream, CancellationToken stop) => (_stream, _stop) = (stream, stop);

    /// <summary>Connects to a port of 127.0.0.1.</summary>
    public static async Task<RawConnection> OpenAsync(int port, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port, stop);
        return new(socket, stop);
    }

    /// <summary>Sends a text.</summary>
    public async Task SendAsync(string text) => await _stream.WriteAsync(Encoding.Latin1.GetBytes(text), _stop);

    /// <summary>Reads up to and including the empty line; what came of it, where the other side closes before.</summary>
    public Task<string> ReadHeadAsync() => ReadUntilAsync("\r\n\r\n");

    /// <summary>Reads up to and including a text; what came of it, where the other side closes before.</summary>
    public async Task<string> ReadUntilAsync(string end)
    {
        var text = new StringBuilder();
        var octet = new byte[1];
        while (await _stream.ReadAsync(octet, _stop) > 0)
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
        await _stream.ReadExactlyAsync(octets, _stop);
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
            while ((count = await _stream.ReadAsync(buffer, _stop)) > 0) text.Append(Encoding.Latin1.GetString(buffer, 0, count));
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
    public Task StopReadingAsync() => Task.Delay(Timeout.Infinite, _stop);

    /// <summary>Closes with a reset; over TCP alone.</summary>
    public void Reset()
    {
        _socket!.LingerState = new(true, 0);
        _socket.Close();
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
