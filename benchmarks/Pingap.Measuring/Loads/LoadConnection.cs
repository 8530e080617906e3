using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pingap.Measuring.Loads;

/// <summary>One keep-alive connection to the proxy. A request that is due while another one is under way waits, and its time runs from when it was due.</summary>
public sealed class LoadConnection : IAsyncDisposable
{
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] Length = "\r\ncontent-length:"u8.ToArray();

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly Queue<(long Due, byte[] Request)> _waiting = new();
    private readonly byte[] _buffer = new byte[16 * 1024];
    private Task _receiving = Task.CompletedTask;
    private RoundSamples? _samples;
    private long _due;
    private bool _isBusy;

    /// <summary>Opens one.</summary>
    public static async Task<LoadConnection> OpenAsync(EndPoint proxy)
    {
        var connection = new LoadConnection();
        await connection._socket.ConnectAsync(proxy);
        connection._receiving = connection.ReceiveAsync();
        return connection;
    }

    /// <summary>Sends a request now, or as soon as those before it are answered.</summary>
    public void Send(long due, byte[] request, RoundSamples samples)
    {
        lock (_waiting)
        {
            _samples = samples;
            if (_isBusy)
            {
                _waiting.Enqueue((due, request));
                return;
            }

            (_isBusy, _due) = (true, due);
        }

        _socket.Send(request);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _receiving;
    }

    private async Task ReceiveAsync()
    {
        var filled = 0;
        try
        {
            while (await _socket.ReceiveAsync(_buffer.AsMemory(filled)) is > 0 and var read)
            {
                filled += read;
                if (!IsWhole(_buffer.AsSpan(0, filled), out var isGood)) continue;
                filled = 0;
                if (Answered(isGood) is { } next) _socket.Send(next);
            }
        }
        catch (SocketException) when (!_socket.Connected)
        {
            // Disposed at the end of the benchmark. A connection that the proxy closes shows by requests without an answer.
        }
        catch (ObjectDisposedException)
        {
            // The same, a moment later.
        }
    }

    private byte[]? Answered(bool isGood)
    {
        lock (_waiting)
        {
            _samples!.Add(_due, Stopwatch.GetTimestamp(), isGood);
            _isBusy = _waiting.TryDequeue(out var next);
            _due = next.Due;
            return next.Request;
        }
    }

    /// <summary>Whether the bytes are a whole response; there is never more than one, for only one request is under way.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> bytes, out bool isGood)
    {
        isGood = bytes.StartsWith("HTTP/1.1 200 "u8);
        var end = bytes.IndexOf(EndOfHead);
        if (end < 0) return false;
        var head = Encoding.ASCII.GetString(bytes[..end]);
        var at = head.IndexOf(Encoding.ASCII.GetString(Length), StringComparison.OrdinalIgnoreCase);
        if (at < 0) throw new InvalidDataException($"a response without a length:\n{head}");
        var value = head.AsSpan(at + Length.Length);
        var line = value.IndexOf('\r');
        return bytes.Length >= end + EndOfHead.Length + int.Parse(line < 0 ? value : value[..line], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
    }
}
