using System.Net.Security;
using Pingap.Actors.Configuration;
using Pingap.Actors.Control.Sources;
using Pingap.Actors.Control.Sources.Etcd;
using Pingap.Testing;
using Pingap.Testing.Processes;

namespace Pingap.Actors.Tests.Control.Sources.Etcd;

/// <summary>An etcd that speaks TLS and wants certificates of its clients.</summary>
public sealed class EtcdTlsTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pingap-etcd-tls-");
    private readonly TestAuthority _authority = new();
    private EtcdServer _etcd = null!;

    public async Task InitializeAsync()
    {
        await WriteAsync("ca.pem", _authority.Root.ExportCertificatePem());
        await WriteAsync("broken.pem", "nothing of the kind");
        await IssueAsync("server");
        await IssueAsync("client");
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = _authority.Trust(),
                ClientCertificateContext = EtcdPem.Certificate(PathOf("client.pem"), PathOf("client.key")),
            },
        };
        _etcd = await EtcdServer.StartWithTlsAsync(PathOf("server.pem"), PathOf("server.key"), PathOf("ca.pem"), handler);
        await _etcd.PutAsync("/p/a.toml", "a");
    }

    public async Task DisposeAsync()
    {
        if (_etcd is not null) await _etcd.DisposeAsync();
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task With_the_authority_and_a_certificate_it_is_read()
    {
        var reading = await ReadAsync($"?ca={PathOf("ca.pem")}&cert={PathOf("client.pem")}&key={PathOf("client.key")}");
        Assert.Equal(SourceReading.Whole([new ConfigDocument("etcd:/p/a.toml", "a")]), reading);
    }

    [Fact]
    public async Task An_authority_that_is_not_trusted_is_the_reason_it_is_not() =>
        Assert.Contains("certificate", await RefusalAsync($"?cert={PathOf("client.pem")}&key={PathOf("client.key")}"), StringComparison.Ordinal);

    [Fact]
    public async Task Without_a_certificate_it_is_not() =>
        Assert.StartsWith("error: etcds://", await RefusalAsync($"?ca={PathOf("ca.pem")}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("missing.pem")]
    [InlineData("broken.pem")]
    public async Task A_file_that_cannot_be_used_is_named(string file) =>
        Assert.Contains(PathOf(file), await RefusalAsync($"?ca={PathOf(file)}"), StringComparison.Ordinal);

    private async Task<SourceReading> ReadAsync(string query)
    {
        using var source = new EtcdConfigSource(EtcdFixture.Address($"etcds://127.0.0.1:{_etcd.Port}/p{query}"));
        return await source.ReadAsync(CancellationToken.None);
    }

    private async Task<string> RefusalAsync(string query)
    {
        var reading = await ReadAsync(query);
        Assert.False(reading.IsReachable);
        return Assert.Single(reading.Problems).ToString();
    }

    private async Task IssueAsync(string name)
    {
        var issued = _authority.Issue(name, ["localhost"]);
        await WriteAsync($"{name}.pem", issued.ChainPem);
        await WriteAsync($"{name}.key", issued.KeyPem.Value);
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(PathOf(name), text);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
