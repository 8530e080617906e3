using System.Net;
using System.Net.Sockets;
using System.Text;
using Pingap.Compare.Setup;

namespace Pingap.Compare.Loads;

/// <summary>Clients that have each had one answer, and keep their connections.</summary>
/// <param name="port">Where to.</param>
internal sealed class IdleClients(int port) : IDisposable
{
    /// <summary>How many open theirs at a time.</summary>
    private const int AtATime = 100;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly byte[] _request = Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
    private readonly List<Socket> _open = [];

    /// <summary>Lets as many come as are missing.</summary>
    /// <exception cref="InvalidOperationException">The proxy does not take them, or does not answer them.</exception>
    public async Task GrowAsync(int count, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Deadline);
        try
        {
            while (_open.Count < count)
            {
                var some = Enumerable.Range(0, Math.Min(AtATime, count - _open.Count)).Select(_ => new Socket(SocketType.Stream, ProtocolType.Tcp)).ToList();
                _open.AddRange(some);
                await Task.WhenAll(some.Select(socket => AskAsync(socket, limit.Token)));
            }
        }
        catch (Exception failure) when (failure is SocketException or InvalidDataException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new InvalidOperationException($"it does not serve {count} connections: {failure.Message}", failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var socket in _open) socket.Dispose();
    }

    private async Task AskAsync(Socket socket, CancellationToken cancellation)
    {
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellation);
        await socket.SendAsync(_request, cancellation);
        var buffer = new byte[2048];
        for (var filled = 0; !IsWhole(buffer.AsSpan(0, filled));)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(filled), cancellation);
            filled += read;
            if (read == 0) throw new InvalidDataException("a connection was closed");
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        return end >= 0 && bytes.Length >= end + 4 + Workplace.SmallBody;
    }
}
