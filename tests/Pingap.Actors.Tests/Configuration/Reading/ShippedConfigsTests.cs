using Pingap.Actors.Configuration;
using Pingap.Actors.Configuration.Reading;

namespace Pingap.Actors.Tests.Configuration.Reading;

public class ShippedConfigsTests
{
    [Theory]
    [InlineData("minimal.toml")]
    [InlineData("example.toml")]
    [InlineData("balancing.toml")]
    [InlineData("sockets.toml")]
    public async Task Loads_without_errors_or_warnings(string name)
    {
        var files = await ConfigFiles.ReadAsync(Repository.Path($"configs/{name}"), CancellationToken.None);
        Assert.Empty(files.Problems);
        ReadingOf.Valid(ConfigReader.Read(files.Documents, ReadingOf.World()));
    }

    [Fact]
    public async Task The_TLS_example_loads_with_the_files_it_names()
    {
        using var folder = new TemporaryFolder();
        folder.Write("tls.toml", await File.ReadAllTextAsync(Repository.Path("configs/tls.toml")));
        var (chain, key) = ReadingOf.Certificate();
        folder.Write("tls/cert.pem", chain);
        folder.Write("tls/key.pem", key);
        var files = await ConfigFiles.ReadAsync(folder.Path("tls.toml"), CancellationToken.None);
        var config = ReadingOf.Valid(ConfigReader.Read(files.Documents, ConfigEnvironment.System with { Clock = ReadingOf.World().Clock }));
        Assert.Equal(new ListenerTls(TlsVersion.Tls12, TlsVersion.Tls13), config.Servers[new("https")].Tls);
        Assert.Equal(["example.test", "*.example.test"], config.Certificates[new("local")].Domains);
        Assert.Equal(key, config.Certificates[new("local")].KeyPem.Value);
    }
}
