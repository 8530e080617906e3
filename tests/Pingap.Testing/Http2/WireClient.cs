using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Pingap.Testing.Http2;

/// <summary>An HTTP/2 connection that sends and reads single frames, and does nothing by itself.</summary>
public sealed class WireClient : IDisposable
{
    private readonly Stream _stream;

    private WireClient(Stream stream, int localPort) => (_stream, LocalPort) = (stream, localPort);

    /// <summary>Its own port, by which a server tells it from others.</summary>
    public int LocalPort { get; }

    /// <summary>Connects to a port of 127.0.0.1 and sends the preface and SETTINGS.</summary>
    /// <param name="port">The port.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <param name="trust">Whose certificates are trusted, to speak TLS with ALPN; cleartext when <c>null</c>.</param>
    /// <param name="settings">What the SETTINGS say.</param>
    public static async Task<WireClient> OpenAsync(
        int port, CancellationToken cancellation, X509ChainPolicy? trust = null, params (ushort Id, uint Value)[] settings)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
        Stream stream = new NetworkStream(socket, ownsSocket: true);
        if (trust is not null)
        {
            var tls = new SslStream(stream);
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = "localhost",
                    ApplicationProtocols = [SslApplicationProtocol.Http2],
                    CertificateChainPolicy = trust,
                },
                cancellation);
            stream = tls;
        }

        var client = new WireClient(stream, ((IPEndPoint)socket.LocalEndPoint!).Port);
        await client.SendAsync(cancellation, WireFrame.Preface, WireFrame.Settings(settings));
        return client;
    }

    /// <summary>Sends octets, in one write.</summary>
    /// <exception cref="IOException">The other side has closed.</exception>
    public async Task SendAsync(CancellationToken cancellation, params byte[][] frames)
    {
        await _stream.WriteAsync(frames.SelectMany(frame => frame).ToArray(), cancellation);
        await _stream.FlushAsync(cancellation);
    }

    /// <summary>The next frame, or <c>null</c> when the other side has closed or reset the connection.</summary>
    public async Task<ReceivedFrame?> ReadAsync(CancellationToken cancellation)
    {
        var head = new byte[9];
        try
        {
            if (await _stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation) < head.Length) return null;
            var payload = new byte[BinaryPrimitives.ReadInt32BigEndian(head) >>> 8];
            await _stream.ReadExactlyAsync(payload, cancellation);
            return new(head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)) & int.MaxValue, payload);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The next frame that a test is about.</summary>
    /// <exception cref="EndOfStreamException">The connection ended without it.</exception>
    public async Task<ReceivedFrame> ReadAsync(Predicate<ReceivedFrame> wanted, CancellationToken cancellation)
    {
        while (await ReadAsync(cancellation) is { } frame)
        {
            if (wanted(frame)) return frame;
        }

        throw new EndOfStreamException();
    }

    /// <summary>All frames until the other side closes or resets the connection.</summary>
    public async Task<IReadOnlyList<ReceivedFrame>> ReadToEndAsync(CancellationToken cancellation)
    {
        var frames = new List<ReceivedFrame>();
        while (await ReadAsync(cancellation) is { } frame) frames.Add(frame);
        return frames;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
