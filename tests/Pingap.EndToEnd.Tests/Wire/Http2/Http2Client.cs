using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Wire.Http2;

/// <summary>A client of HTTP/2 that sends what it is given and looks at the frames that come.</summary>
internal sealed class Http2Client : IDisposable
{
    private const int Data = 0, Headers = 1, Reset = 3, Settings = 4, Ping = 6, GoAway = 7;
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _head = new byte[9];
    private readonly Dictionary<int, Http2End> _ends = [];
    private int _connectionError = -1;
    private bool _isOver;

    /// <summary>Connects to host and port of a URL, and says which protocol it speaks.</summary>
    public static async Task<Http2Client> OpenAsync(Uri url)
    {
        var client = new Http2Client();
        await client._socket.ConnectAsync(url.Host, url.Port);
        await client.SendAsync(Frames.Preface);
        return client;
    }

    /// <summary>Sends octets. A connection that is gone shows when frames are read.</summary>
    public async Task SendAsync(string octets)
    {
        try
        {
            await _socket.SendAsync(Encoding.Latin1.GetBytes(octets), Deadline.Token);
        }
        catch (SocketException)
        {
            // The other side may have refused what came first, and closed.
            return;
        }
    }

    /// <summary>Reads until a stream is over, in whatever way.</summary>
    public async Task<Http2End> ReadAsync(int stream)
    {
        while (true)
        {
            var end = _ends.GetValueOrDefault(stream, Http2End.None) with { ConnectionError = _connectionError, IsConnectionOver = _isOver };
            if (_isOver || end.IsWhole || end.StreamError >= 0) return end;
            if (!await ReceiveAsync(_head)) continue;
            var payload = new byte[(_head[0] << 16) | (_head[1] << 8) | _head[2]];
            if (await ReceiveAsync(payload)) await TakeAsync(_head[3], _head[4], BinaryPrimitives.ReadInt32BigEndian(_head.AsSpan(5)), payload);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private async Task TakeAsync(int type, int flags, int stream, byte[] payload)
    {
        var end = _ends.GetValueOrDefault(stream, Http2End.None);
        switch (type)
        {
            case Settings when (flags & 1) == 0:
                await SendAsync(Frames.Frame(Settings, 1, 0, ""));
                return;
            case Ping when (flags & 1) == 0:
                await SendAsync(Frames.Frame(Ping, 1, 0, Encoding.Latin1.GetString(payload)));
                return;
            case GoAway:
                _connectionError = BinaryPrimitives.ReadInt32BigEndian(payload.AsSpan(4));
                _isOver |= _connectionError > 0;
                return;
            case Reset:
                end = end with { StreamError = BinaryPrimitives.ReadInt32BigEndian(payload) };
                break;
            case Headers when end.Status is 0 or 100:
                end = end with { Status = StatusReader.Read(payload) };
                break;
            case Data:
                end = end with { Body = end.Body + Encoding.Latin1.GetString(payload) };
                break;
            default:
                break;
        }

        if (type is Headers or Data && (flags & Frames.Last) != 0) end = end with { IsWhole = true };
        _ends[stream] = end;
    }

    /// <returns>Whether the buffer is full; if not, the connection is over.</returns>
    private async Task<bool> ReceiveAsync(Memory<byte> buffer)
    {
        try
        {
            while (!buffer.IsEmpty && !_isOver)
            {
                var count = await _socket.ReceiveAsync(buffer, Deadline.Token);
                _isOver = count == 0;
                buffer = buffer[count..];
            }
        }
        catch (SocketException)
        {
            _isOver = true;
        }

        return !_isOver;
    }
}
