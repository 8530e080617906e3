using System.Net.Sockets;
using System.Text;

namespace Pingap.EndToEnd.Tests.Running;

/// <summary>A client's connection as bytes, which tests write and read themselves; text is Latin-1.</summary>
public sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly byte[] _one = new byte[1];

    private RawConnection()
    {
    }

    /// <summary>Bytes that have arrived and were not read.</summary>
    public int Available => _client.Available;

    private NetworkStream Stream => _client.GetStream();

    /// <summary>Connects to host and port of a URL.</summary>
    public static async Task<RawConnection> OpenAsync(Uri url)
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(url.Host, url.Port, Deadline.Token);
        return connection;
    }

    /// <summary>Sends text; line ends become CRLF.</summary>
    public async Task SendAsync(string text) =>
        await Stream.WriteAsync(Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\r\n")), Deadline.Token);

    /// <summary>Says that no more will be sent.</summary>
    public void FinishSending() => _client.Client.Shutdown(SocketShutdown.Send);

    /// <summary>The head of a message, up to and with the empty line; line ends become LF.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        var token = Deadline.Token;
        while (head.Length < 4 || head.ToString(head.Length - 4, 4) != "\r\n\r\n")
        {
            if (await Stream.ReadAsync(_one, token) == 0) throw new EndOfStreamException($"closed after: {head}");
            head.Append((char)_one[0]);
        }

        return head.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>So many bytes.</summary>
    public async Task<string> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await Stream.ReadExactlyAsync(bytes, Deadline.Token);
        return Encoding.Latin1.GetString(bytes);
    }

    /// <summary>All that comes until the other side closes or resets the connection.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var bytes = new MemoryStream();
        try
        {
            await Stream.CopyToAsync(bytes, Deadline.Token);
        }
        catch (IOException reset) when (reset.InnerException is SocketException)
        {
            // As much an end as a FIN, for those who look at what came before.
        }

        return Encoding.Latin1.GetString(bytes.ToArray());
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
