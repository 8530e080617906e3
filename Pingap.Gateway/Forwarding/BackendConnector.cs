using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;

namespace Pingap.Gateway.Forwarding;

/// <summary>
/// Opens connections to the backends of one upstream, TLS included: <see cref="SocketsHttpHandler"/> would send the client's Host
/// field as SNI and has one timeout for both steps.
/// </summary>
internal sealed class BackendConnector(UpstreamProtocol protocol, UpstreamTls? tls, UpstreamTimeouts timeouts, DialGuard? guard = null)
{
    /// <summary>How long a handshake may take when <c>total_connection_timeout</c> is not set: nobody waits for one for ever.</summary>
    private static readonly TimeSpan DefaultHandshake = TimeSpan.FromSeconds(10);

    // Nobody is ever forgotten, because the handler forgets nobody as long as it has connections: where these are too many, all others are not even asked.
    private const int MostDeclined = 4096;

    // Once a backend has declined HTTP/2, the handler's connections to it are HTTP/1.1 without looking at what was negotiated.
    private readonly ConcurrentDictionary<DnsEndPoint, bool> _declinedHttp2 = new();

    /// <summary>Opens a connection.</summary>
    /// <exception cref="ConnectException">There is none to be had, or not in time.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var whole = Before(timeouts.FirstByte ?? timeouts.Read, timeouts.TotalConnect ?? timeouts.Connect + DefaultHandshake);
        var connect = timeouts.Connect < whole ? timeouts.Connect : whole;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(whole);
        var socket = await OpenAsync(context.DnsEndPoint, connect, deadline.Token, cancellation).ConfigureAwait(false);
        return tls is null
            ? new BackendStream(socket)
            : await SecureAsync(new(socket, ownsSocket: true), context, deadline.Token, cancellation).ConfigureAwait(false);
    }

    // The time to the first byte runs while a connection is opened. When it is over, nobody knows any more that nothing was sent, and the request goes to no other
    // backend; so the connection has to be there, or to have failed, a little before.
    private static TimeSpan Before(TimeSpan? firstByte, TimeSpan connect) => firstByte is { } time && time * 0.9 < connect ? time * 0.9 : connect;

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

    private async ValueTask<Stream> SecureAsync(
        NetworkStream stream, SocketsHttpConnectionContext context, CancellationToken deadline, CancellationToken cancellation)
    {
        var secured = new SecuredBackendStream(stream);
        try
        {
            await secured.AuthenticateAsClientAsync(TlsFor(context), deadline).ConfigureAwait(false);
            if (protocol is UpstreamProtocol.Http2OrHttp1 && secured.NegotiatedApplicationProtocol != SslApplicationProtocol.Http2)
            {
                _declinedHttp2[context.DnsEndPoint] = true;
            }

            return secured;
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            await secured.DisposeAsync().ConfigureAwait(false);
            throw new ConnectException(ForwardError.ConnectTimedOut, late);
        }
        catch (Exception refused) when (refused is AuthenticationException or IOException)
        {
            await secured.DisposeAsync().ConfigureAwait(false);
            throw new ConnectException(ForwardError.TlsFailed, refused);
        }
        catch
        {
            await secured.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private SslClientAuthenticationOptions TlsFor(SocketsHttpConnectionContext context)
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = tls!.NameFor(context.DnsEndPoint.Host),
            ApplicationProtocols = protocol switch
            {
                UpstreamProtocol.Http2 => [SslApplicationProtocol.Http2],
                // An upgrade, such as a WebSocket, asks for 1.1 whatever the upstream speaks otherwise.
                UpstreamProtocol.Http2OrHttp1 when context.InitialRequestMessage.Version.Major == 2
                    && !_declinedHttp2.ContainsKey(context.DnsEndPoint) && _declinedHttp2.Count < MostDeclined => [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
                _ => [SslApplicationProtocol.Http11],
            },
        };
#pragma warning disable CA5359 // The user has asked for it: verify_cert = false.
        if (!tls.VerifyCertificate) options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        return options;
    }
}
