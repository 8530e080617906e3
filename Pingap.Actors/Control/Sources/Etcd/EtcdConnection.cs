using System.Security.Cryptography.X509Certificates;
using Etcdserverpb;
using Grpc.Core;
using Grpc.Net.Client;

namespace Pingap.Actors.Control.Sources.Etcd;

/// <summary>A connection to one endpoint, which is made by the first call and made again by the next one when it broke.</summary>
/// <remarks>
/// The generated calls of the package are used, not its client: that one retries, reconnects and caches by rules of its own, and what a
/// configuration needs is to know at once.
/// </remarks>
internal sealed class EtcdConnection : IDisposable
{
    /// <summary>The largest configuration, in bytes. One answer holds all of it, so that it is one state.</summary>
    public const int LargestAnswer = 64 << 20;

    // etcd closes the connection of a client that asks more often than every 5 s.
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(10);

    private readonly EtcdAddress _address;
    private readonly GrpcChannel _channel;
    private readonly X509Certificate2Collection _certificates = [];
    private Metadata? _token;

    private EtcdConnection(EtcdAddress address, EtcdEndpoint endpoint)
    {
        _address = address;
        Endpoint = endpoint;
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = address.ConnectTimeout,
            EnableMultipleHttp2Connections = false,
            KeepAlivePingDelay = PingInterval,
            KeepAlivePingTimeout = PingInterval,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            UseProxy = false,
        };
        if (address.Tls is { } tls) UseTls(handler, tls);
        _channel = GrpcChannel.ForAddress($"{(address.Tls is null ? "http" : "https")}://{endpoint}", new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            MaxReceiveMessageSize = LargestAnswer,
            MaxRetryAttempts = 0,
        });
    }

    /// <summary>Whom it goes to.</summary>
    public EtcdEndpoint Endpoint { get; }

    /// <summary>A new one; nothing is sent yet.</summary>
    /// <exception cref="IOException">A file for TLS cannot be read or is not what it should be; the message says which.</exception>
    public static EtcdConnection Open(EtcdAddress address, EtcdEndpoint endpoint) => new(address, endpoint);

    /// <summary>All keys of the address at one revision.</summary>
    /// <exception cref="RpcException">There is no answer, or a refusal.</exception>
    public async Task<RangeResponse> RangeAsync(CancellationToken cancellation)
    {
        var request = new RangeRequest { Key = EtcdKeys.First(_address), RangeEnd = EtcdKeys.End(_address) };
        var keys = new KV.KVClient(_channel);
        var deadline = DateTime.UtcNow + _address.Timeout;
        var isFresh = _token is null;
        while (true)
        {
            try
            {
                return await keys.RangeAsync(request, await TokenAsync(deadline, cancellation).ConfigureAwait(false), deadline, cancellation)
                    .ConfigureAwait(false);
            }
            catch (RpcException refused) when (!isFresh && EtcdFailure.IsStaleToken(refused))
            {
                _token = null;
                isFresh = true;
            }
        }
    }

    /// <summary>Begins to watch all keys of the address; the call's first message says that it does.</summary>
    /// <exception cref="RpcException">There is no answer, or a refusal.</exception>
    public async Task<AsyncDuplexStreamingCall<WatchRequest, WatchResponse>> WatchAsync(CancellationToken cancellation)
    {
        var token = await TokenAsync(DateTime.UtcNow + _address.Timeout, cancellation).ConfigureAwait(false);

        // A member that is cut off from the others ends the call instead of staying silent.
        var headers = new Metadata { { "hasleader", "true" } };
        foreach (var entry in token) headers.Add(entry);
        var call = new Watch.WatchClient(_channel).Watch(headers, cancellationToken: cancellation);
        try
        {
            await call.RequestStream.WriteAsync(new WatchRequest
            {
                CreateRequest = new WatchCreateRequest { Key = EtcdKeys.First(_address), RangeEnd = EtcdKeys.End(_address), Fragment = true },
            }, cancellation).ConfigureAwait(false);
        }
        catch
        {
            call.Dispose();
            throw;
        }

        return call;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _channel.Dispose();
        foreach (var certificate in _certificates) certificate.Dispose();
    }

    /// <summary>What proves who asks. etcd forgets it after five minutes without a call, and making one costs it a tenth of a second.</summary>
    private async Task<Metadata> TokenAsync(DateTime deadline, CancellationToken cancellation)
    {
        if (_token is not null) return _token;
        if (_address.User is not { } user) return _token = [];
        try
        {
            var request = new AuthenticateRequest { Name = user.Name, Password = user.Password.Value };
            var answer = await new Auth.AuthClient(_channel).AuthenticateAsync(request, null, deadline, cancellation).ConfigureAwait(false);
            return _token = new Metadata { { "token", answer.Token } };
        }
        catch (RpcException nobodyAsks) when (EtcdFailure.IsAuthenticationOff(nobodyAsks))
        {
            return _token = [];
        }
    }

    private void UseTls(SocketsHttpHandler handler, EtcdTls tls)
    {
        if (tls.AuthorityFile is { } authorityFile)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(EtcdPem.Authorities(authorityFile));
            _certificates.AddRange(policy.CustomTrustStore);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        if (tls is { CertificateFile: { } certificateFile, KeyFile: { } keyFile })
        {
            handler.SslOptions.ClientCertificateContext = EtcdPem.Certificate(certificateFile, keyFile);
            _certificates.Add(handler.SslOptions.ClientCertificateContext.TargetCertificate);
        }
    }
}
