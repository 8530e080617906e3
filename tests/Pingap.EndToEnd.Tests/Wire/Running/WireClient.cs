using System.Net.Sockets;
using System.Text;
using Pingap.EndToEnd.Tests.Running;
using Pingap.EndToEnd.Tests.Wire.Reading;

namespace Pingap.EndToEnd.Tests.Wire.Running;

/// <summary>A client that sends octets as they are given, and reads answers to the letter.</summary>
public sealed class WireClient : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly StringBuilder _unread = new();

    /// <summary>How its connection has ended, as far as that is known.</summary>
    public WireEnd End { get; private set; }

    /// <summary>Connects to host and port of a URL.</summary>
    public static async Task<WireClient> OpenAsync(Uri url)
    {
        var client = new WireClient();
        await client._socket.ConnectAsync(url.Host, url.Port);
        return client;
    }

    /// <summary>Sends octets. A connection that is gone shows when an answer is read.</summary>
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

    /// <summary>Says that no more will be sent.</summary>
    public void FinishSending()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // Refused and reset already.
            return;
        }
    }

    /// <summary>Reads the final answer to a request, and drops interim ones.</summary>
    /// <param name="method">The method of the request.</param>
    public async Task<WireAnswer> ReadAnswerAsync(string method = "GET")
    {
        while (true)
        {
            var text = _unread.ToString();
            var at = 0;
            var verdict = ResponseReader.Read(text, ref at, method, End is WireEnd.Closed, out var response);
            if (verdict is Verdict.Whole)
            {
                _unread.Remove(0, at);
                if (response!.Status is >= 100 and < 200 and not 101) continue;
                return new(verdict, response);
            }

            if (verdict is Verdict.Malformed || End is not WireEnd.Open) return new(verdict, response) { Rest = text };
            await ReceiveAsync();
        }
    }

    /// <summary>Reads until the connection ends.</summary>
    /// <returns>What came.</returns>
    public async Task<string> ReadToEndAsync()
    {
        while (End is WireEnd.Open) await ReceiveAsync();
        var rest = _unread.ToString();
        _unread.Clear();
        return rest;
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private async Task ReceiveAsync()
    {
        try
        {
            var count = await _socket.ReceiveAsync(_buffer, Deadline.Token);
            if (count == 0) End = WireEnd.Closed;
            else _unread.Append(Encoding.Latin1.GetString(_buffer, 0, count));
        }
        catch (SocketException)
        {
            End = WireEnd.Reset;
        }
    }
}
