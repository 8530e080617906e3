using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Gateway.Forwarding.Wire;
using Pingap.Gateway.Transport;

namespace Pingap.Gateway.Forwarding;

/// <summary>
/// Opens connections to the backends of one upstream, TLS included; also for <see cref="HttpClient"/>, which would send the client's Host
/// field as SNI and has one timeout for both steps.
/// </summary>
internal sealed class BackendConnector(UpstreamProtocol protocol, UpstreamTls? tls, UpstreamTimeouts timeouts, DialGuard? guard = null)
{
    /// <summary>How long a handshake may take when <c>total_connection_timeout</c> is not set: nobody waits for one for ever.</summary>
    private static readonly TimeSpan DefaultHandshake = TimeSpan.FromSeconds(10);

    // Nobody is ever forgotten, because the handler forgets nobody as long as it has connections: where these are too many, all others are not even asked.
    private const int MostDeclined = 4096;

    private static readonly List<SslApplicationProtocol> Http1 = [SslApplicationProtocol.Http11];

    // Once a backend has declined HTTP/2, the handler's connections to it are HTTP/1.1 without looking at what was negotiated.
    private readonly ConcurrentDictionary<DnsEndPoint, bool> _declinedHttp2 = new();

    /// <summary>Opens a connection for <see cref="HttpClient"/>.</summary>
    /// <exception cref="ConnectException">There is none to be had, or not in time.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        using var deadline = Deadline(cancellation, out var connect);
        var socket = await OpenAsync(context.DnsEndPoint, connect, deadline.Token, cancellation).ConfigureAwait(false);
        if (tls is null) return new BackendStream(socket);
        var secured = new SecuredBackendStream(new NetworkStream(socket, ownsSocket: true));
        await SecureAsync(secured, TlsFor(context), deadline.Token, cancellation).ConfigureAwait(false);
        if (protocol is UpstreamProtocol.Http2OrHttp1 && secured.NegotiatedApplicationProtocol != SslApplicationProtocol.Http2) _declinedHttp2[context.DnsEndPoint] = true;
        return secured;
    }

    /// <summary>Whether connections may live on loops.</summary>
    public bool IsForLoops => tls is null && guard is null;

    /// <summary>Opens a connection for HTTP/1.1.</summary>
    /// <exception cref="ConnectException">There is none to be had, or not in time.</exception>
    public async ValueTask<Link> LinkAsync(DnsEndPoint backend, CancellationToken cancellation)
    {
        using var deadline = Deadline(cancellation, out var connect);
        // Where the client's connection is on a loop, the backend's is on the same, and no thread is changed on the way.
        // The handshake computes for long, and may ask the system for more: that is for the thread pool.
        Link link = EpollLoop.Current is { } loop && IsForLoops
            ? new LoopLink(await OpenAsync(loop, backend, connect, deadline.Token, cancellation).ConfigureAwait(false))
            : new SocketLink(await OpenAsync(backend, connect, deadline.Token, cancellation).ConfigureAwait(false));
        if (tls is null) return link;
        try
        {
            var secured = new SslStream(new LinkStream(link), leaveInnerStreamOpen: true);
            await SecureAsync(secured, TlsFor(backend.Host, Http1), deadline.Token, cancellation).ConfigureAwait(false);
            return new SecuredLink(secured, link);
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }

    // The time to the first byte runs while a connection is opened. When it is over, nobody knows any more that nothing was sent, and the request goes to no other
    // backend; so the connection has to be there, or to have failed, a little before.
    private static TimeSpan Before(TimeSpan? firstByte, TimeSpan connect) => firstByte is { } time && time * 0.9 < connect ? time * 0.9 : connect;

    private CancellationTokenSource Deadline(CancellationToken cancellation, out TimeSpan connect)
    {
        var whole = Before(timeouts.FirstByte ?? timeouts.Read, timeouts.TotalConnect ?? timeouts.Connect + DefaultHandshake);
        connect = timeouts.Connect < whole ? timeouts.Connect : whole;
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(whole);
        return deadline;
    }

    private async ValueTask<Socket> OpenAsync(
        DnsEndPoint backend, TimeSpan timeout, CancellationToken deadline, CancellationToken cancellation)
    {
        var socket = Open();
        try
        {
            using var connecting = CancellationTokenSource.CreateLinkedTokenSource(deadline);
            connecting.CancelAfter(timeout);
            if (guard is not null)
            {
                var addresses = await guard.AddressesOfAsync(backend, connecting.Token).ConfigureAwait(false);
                await socket.ConnectAsync(addresses, backend.Port, connecting.Token).ConfigureAwait(false);
                guard.ThrowIfOwn(socket);
            }
            else if (IPAddress.TryParse(backend.Host, out var address))
            {
                await socket.ConnectAsync(new IPEndPoint(address, backend.Port), connecting.Token).ConfigureAwait(false);
            }
            else
            {
                await socket.ConnectAsync(backend, connecting.Token).ConfigureAwait(false);
            }

            return socket;
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            socket.Dispose();
            throw new ConnectException(ForwardError.ConnectTimedOut, late);
        }
        catch (SocketException refused)
        {
            socket.Dispose();
            throw Failed(refused);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async ValueTask<LoopSocket> OpenAsync(
        EpollLoop loop, DnsEndPoint backend, TimeSpan timeout, CancellationToken deadline, CancellationToken cancellation)
    {
        try
        {
            using var connecting = CancellationTokenSource.CreateLinkedTokenSource(deadline);
            connecting.CancelAfter(timeout);
            return IPAddress.TryParse(backend.Host, out var address)
                ? await LoopConnector.ConnectAsync(loop, new IPEndPoint(address, backend.Port), connecting.Token).ConfigureAwait(false)
                : await LoopConnector.ConnectAsync(
                    loop, await Dns.GetHostAddressesAsync(backend.Host, connecting.Token).ConfigureAwait(false), backend.Port, connecting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new ConnectException(ForwardError.ConnectTimedOut, late);
        }
        catch (SocketException refused)
        {
            throw Failed(refused);
        }
    }

    private static Socket Open()
    {
        try
        {
            return new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        }
        catch (SocketException lacking)
        {
            throw Failed(lacking);
        }
    }

    private static ConnectException Failed(SocketException failure) =>
        new(TransportCause.IsOwn(TransportCause.Of(failure.SocketErrorCode)) ? ForwardError.OutOfResources : ForwardError.ConnectFailed, failure);

    private static async ValueTask SecureAsync(SslStream secured, SslClientAuthenticationOptions options, CancellationToken deadline, CancellationToken cancellation)
    {
        try
        {
            await secured.AuthenticateAsClientAsync(options, deadline).ConfigureAwait(false);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            await secured.DisposeAsync().ConfigureAwait(false);
            throw new ConnectException(ForwardError.ConnectTimedOut, late);
        }
        catch (Exception refused) when (refused is AuthenticationException or IOException)
        {
            await secured.DisposeAsync().ConfigureAwait(false);
            // Given up, the link fails in whatever way.
            cancellation.ThrowIfCancellationRequested();
            throw new ConnectException(deadline.IsCancellationRequested ? ForwardError.ConnectTimedOut : ForwardError.TlsFailed, refused);
        }
        catch
        {
            await secured.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private SslClientAuthenticationOptions TlsFor(SocketsHttpConnectionContext context) => TlsFor(context.DnsEndPoint.Host, protocol switch
    {
        UpstreamProtocol.Http2 => [SslApplicationProtocol.Http2],
        // An upgrade, such as a WebSocket, asks for 1.1 whatever the upstream speaks otherwise.
        UpstreamProtocol.Http2OrHttp1 when context.InitialRequestMessage.Version.Major == 2
            && !_declinedHttp2.ContainsKey(context.DnsEndPoint) && _declinedHttp2.Count < MostDeclined => [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        _ => Http1,
    });

    private SslClientAuthenticationOptions TlsFor(string host, List<SslApplicationProtocol> protocols)
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = tls!.NameFor(host),
            ApplicationProtocols = protocols,
            // One for each connection: the certificates that it sends are added to it. A backend that leaves out intermediates must not have the proxy fetch them from wherever its
            // certificate says, which blocks a thread meanwhile; the rest is as without a policy.
            CertificateChainPolicy = new() { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
        };
#pragma warning disable CA5359 // The user has asked for it: verify_cert = false.
        if (!tls.VerifyCertificate) options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        return options;
    }
}
