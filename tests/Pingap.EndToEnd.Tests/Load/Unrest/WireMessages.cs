using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Pingap.EndToEnd.Tests.Load.Unrest;

/// <summary>The HTTP/1.1 messages that come over a connection, read with little work: for many of them. Heads and bodies together have at most 16 KiB.</summary>
internal sealed class WireMessages(Socket socket)
{
    private readonly byte[] _buffer = new byte[16_384];
    private int _start;
    private int _end;

    /// <summary>The next head, with its empty line; <c>null</c> when the other side has closed instead.</summary>
    /// <exception cref="EndOfStreamException">The other side closed in the middle of it.</exception>
    /// <exception cref="SocketException">The connection was reset.</exception>
    public async ValueTask<string?> ReadHeadAsync(CancellationToken cancellation)
    {
        if (_start == _end) _start = _end = 0;
        for (var searched = _start; ;)
        {
            var at = _buffer.AsSpan(searched, _end - searched).IndexOf("\r\n\r\n"u8);
            if (at >= 0) return Take(searched + at + 4 - _start);
            searched = Math.Max(_start, _end - 3);
            if (!await FillAsync(cancellation)) return _start == _end ? null : throw new EndOfStreamException();
        }
    }

    /// <summary>The body that a head announces, without what its chunks are wrapped in.</summary>
    /// <exception cref="EndOfStreamException">The other side closed before its end.</exception>
    /// <exception cref="SocketException">The connection was reset before its end.</exception>
    public async ValueTask<string> ReadBodyAsync(string head, CancellationToken cancellation)
    {
        const string Length = "Content-Length: ";
        if (head.IndexOf(Length, StringComparison.OrdinalIgnoreCase) is > 0 and var at)
        {
            return await ReadAsync(int.Parse(head.AsSpan((at + Length.Length)..head.IndexOf('\r', at)), CultureInfo.InvariantCulture), cancellation);
        }

        if (!head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase)) return "";
        var body = new StringBuilder();
        while (true)
        {
            var size = int.Parse(await ReadLineAsync(cancellation), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var chunk = await ReadAsync(size + 2, cancellation);
            if (!chunk.EndsWith("\r\n", StringComparison.Ordinal)) throw new InvalidDataException(chunk);
            if (size == 0) return body.ToString();
            body.Append(chunk, 0, size);
        }
    }

    private async ValueTask<string> ReadLineAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var at = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8);
            if (at >= 0) return Take(at + 2)[..^2];
            if (!await FillAsync(cancellation)) throw new EndOfStreamException();
        }
    }

    private async ValueTask<string> ReadAsync(int count, CancellationToken cancellation)
    {
        while (_end - _start < count)
        {
            if (!await FillAsync(cancellation)) throw new EndOfStreamException();
        }

        return Take(count);
    }

    private string Take(int count)
    {
        var text = Encoding.Latin1.GetString(_buffer, _start, count);
        _start += count;
        return text;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        if (_end == _buffer.Length) throw new InvalidDataException("a message of more than 16 KiB");
        var count = await socket.ReceiveAsync(_buffer.AsMemory(_end), cancellation);
        _end += count;
        return count > 0;
    }
}
