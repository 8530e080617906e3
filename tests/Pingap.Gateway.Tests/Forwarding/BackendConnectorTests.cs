using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Forwarding;

namespace Pingap.Gateway.Tests.Forwarding;

public sealed class BackendConnectorTests : IDisposable
{
    private readonly TcpListener _backend = new(IPAddress.Loopback, 0);
    private readonly TcpListener _issuer = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(30));

    public BackendConnectorTests()
    {
        _backend.Start();
        _issuer.Start();
    }

    public void Dispose()
    {
        _backend.Dispose();
        _issuer.Dispose();
        _deadline.Dispose();
    }

    /// <summary>The runtime would, before it comes to whether the certificate is trusted or whether anybody cares.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Certificates_that_a_backend_has_not_sent_are_fetched_from_nowhere(bool isVerified)
    {
        using var certificate = Orphan();
        var serving = ServeAsync(certificate);
        var connector = new BackendConnector(UpstreamProtocol.Http1, new UpstreamTls("orphan.test", isVerified), UpstreamTimeouts.Default);
        var linking = connector.LinkAsync(new DnsEndPoint("127.0.0.1", ((IPEndPoint)_backend.LocalEndpoint).Port), _deadline.Token).AsTask();

        if (isVerified) Assert.Equal(ForwardError.TlsFailed, (await Assert.ThrowsAsync<ConnectException>(() => linking)).Error);
        else (await linking).Dispose();
        Assert.False(_issuer.Pending());
        await serving;
    }

    private async Task ServeAsync(X509Certificate2 certificate)
    {
        using var client = await _backend.AcceptTcpClientAsync(_deadline.Token);
        await using var secured = new SslStream(client.GetStream());
        var alone = SslStreamCertificateContext.Create(certificate, null, offline: true);
        // Whether it is taken is the other side's to say.
        await Record.ExceptionAsync(() => secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = alone }, _deadline.Token));
        await Record.ExceptionAsync(() => secured.ReadExactlyAsync(new byte[1], _deadline.Token).AsTask());
    }

    /// <summary>A certificate whose issuer is nowhere to be found but at the address that it names.</summary>
    private X509Certificate2 Orphan()
    {
        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (from, to) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var issuer = new CertificateRequest("CN=Issuer", issuerKey, HashAlgorithmName.SHA256);
        issuer.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var issued = issuer.CreateSelfSigned(from, to);
        var request = new CertificateRequest("CN=orphan.test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("orphan.test");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(null, [$"http://{_issuer.LocalEndpoint}/issuer.cer"]));
        using var leaf = request.Create(issued, from, to, RandomNumberGenerator.GetBytes(8));
        using var whole = leaf.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }
}
