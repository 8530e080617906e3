using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Pingap.Compare.Setup;
using Pingap.Compare.Targets;

namespace Pingap.Compare.Loads;

/// <summary>A connection for every request: connect, with TLS a whole handshake, one GET, and the proxy closes.</summary>
/// <param name="clients">How many at a time.</param>
/// <param name="isSecure">Whether over TLS.</param>
internal sealed class ColdLoad(int clients, bool isSecure) : ILoad
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private static readonly SslClientAuthenticationOptions Tls = new()
    {
        TargetHost = "localhost",
        // A session that goes on would save what is to be measured.
        AllowTlsResume = false,
        // The certificate is one of this run, and looking at it costs only this end.
        RemoteCertificateValidationCallback = static (_, _, _, _) => true,
    };

    /// <inheritdoc/>
    public string? Program => null;

    /// <inheritdoc/>
    public Task<string?> CheckAsync(Fronts fronts, CancellationToken cancellation)
    {
        try
        {
            Ask(fronts, client: 0, Request(fronts), new byte[4096]);
            return Task.FromResult<string?>(null);
        }
        catch (Exception failure) when (IsCut(failure))
        {
            return Task.FromResult<string?>(failure.Message);
        }
    }

    /// <inheritdoc/>
    public async Task<LoadResult> RunAsync(Fronts fronts, int seconds, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var end = start + (seconds * Stopwatch.Frequency);
        // Threads that block are cheaper here than tasks, and are as many as there are clients.
        var all = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Factory.StartNew(
            () => AskAgain(fronts, client, end, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return LoadResult.Of(all.SelectMany(each => each.Latencies), all.Sum(each => each.Failures), Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private (List<double> Latencies, long Failures) AskAgain(Fronts fronts, int client, long end, CancellationToken cancellation)
    {
        var (latencies, failures) = (new List<double>(), 0L);
        var (request, buffer) = (Request(fronts), new byte[4096]);
        for (var begun = Stopwatch.GetTimestamp(); begun < end && !cancellation.IsCancellationRequested; begun = Stopwatch.GetTimestamp())
        {
            try
            {
                Ask(fronts, client, request, buffer);
                latencies.Add(Stopwatch.GetElapsedTime(begun).TotalMicroseconds);
            }
            catch (Exception failure) when (IsCut(failure))
            {
                failures++;
            }
        }

        return (latencies, failures);
    }

    private void Ask(Fronts fronts, int client, byte[] request, byte[] buffer)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = (int)Deadline.TotalMilliseconds,
            SendTimeout = (int)Deadline.TotalMilliseconds,
        };
        // An address for each client: the ports of one would not last, for closed connections hold theirs for a minute.
        socket.Bind(new IPEndPoint(new IPAddress(new byte[] { 127, 0, 1, (byte)(1 + client) }), 0));
        socket.Connect(IPAddress.Loopback, isSecure ? fronts.Https : fronts.Http);
        using Stream stream = isSecure ? new SslStream(new NetworkStream(socket)) : new NetworkStream(socket);
        if (stream is SslStream secured) secured.AuthenticateAsClient(Tls);
        stream.Write(request);
        var filled = 0;
        while (filled < buffer.Length && stream.Read(buffer, filled, buffer.Length - filled) is > 0 and var read) filled += read;
        var answer = buffer.AsSpan(0, filled);
        if (!answer.StartsWith("HTTP/1.1 200"u8)) throw new InvalidDataException("the answer is not 200");
        if (answer.Length - answer.IndexOf("\r\n\r\n"u8) - 4 != Workplace.SmallBody) throw new InvalidDataException("the answer is not whole");
    }

    private byte[] Request(Fronts fronts) =>
        Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: 127.0.0.1:{(isSecure ? fronts.Https : fronts.Http)}\r\nConnection: close\r\n\r\n");

    private static bool IsCut(Exception failure) => failure is SocketException or IOException or InvalidDataException or AuthenticationException;
}
