using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pingap.EndToEnd.Tests.Running;

/// <summary>A client that writes and reads the bytes of its connection itself. Text is Latin-1, with LF for line ends in heads.</summary>
public sealed class RawClient : IDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly byte[] _one = new byte[1];

    private RawClient(Socket socket)
    {
        _socket = socket;
        _stream = new(socket, ownsSocket: true);
    }

    /// <summary>Bytes that have arrived and were not read.</summary>
    public int Available => _socket.Available;

    /// <summary>The port it speaks from.</summary>
    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Connects to host and port of a URL.</summary>
    public static async Task<RawClient> OpenAsync(Uri url)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(url.Host, url.Port, Deadline.Token);
        return new(socket);
    }

    /// <summary>Sends text; line ends become CRLF.</summary>
    public async Task SendAsync(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
        await _stream.WriteAsync(Encoding.Latin1.GetBytes(lines), Deadline.Token);
    }

    /// <summary>Says that no more will be sent.</summary>
    public void FinishSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>The head of a message, up to and with the empty line; line ends become LF.</summary>
    public async Task<string> ReadHeadAsync() => (await ReadUntilAsync("\r\n\r\n")).Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>All up to and with a text.</summary>
    /// <exception cref="EndOfStreamException">The other side closed before.</exception>
    public async Task<string> ReadUntilAsync(string end)
    {
        var text = new StringBuilder();
        var token = Deadline.Token;
        while (text.Length < end.Length || text.ToString(text.Length - end.Length, end.Length) != end)
        {
            if (await _stream.ReadAsync(_one, token) == 0) throw new EndOfStreamException($"closed after: {text}");
            text.Append((char)_one[0]);
        }

        return text.ToString();
    }

    /// <summary>So many bytes.</summary>
    public async Task<string> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes, Deadline.Token);
        return Encoding.Latin1.GetString(bytes);
    }

    /// <summary>All that comes until the other side closes or resets the connection.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var bytes = new MemoryStream();
        try
        {
            await _stream.CopyToAsync(bytes, Deadline.Token);
        }
        catch (IOException reset) when (reset.InnerException is SocketException)
        {
            // As much an end as a FIN, for those who look at what came before.
        }

        return Encoding.Latin1.GetString(bytes.ToArray());
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
