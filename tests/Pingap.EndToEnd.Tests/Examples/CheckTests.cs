using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing;
using Pingap.Testing.Processes;

namespace Pingap.EndToEnd.Tests.Examples;

/// <summary><c>pingap check</c> has nothing to say about what people are told to copy.</summary>
public sealed class CheckTests : IDisposable
{
    private const string Rest = """

        [upstreams.backend]
        addrs = ["127.0.0.1:8001"]

        [servers.http]
        addr = "127.0.0.1:8080"
        locations =
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pingap-");

    [Theory]
    [InlineData("configs/minimal.toml")]
    [InlineData("configs/example.toml")]
    [InlineData("configs/balancing.toml")]
    [InlineData("configs/sockets.toml")]
    public Task A_shipped_file_is_free_of_errors_and_warnings(string file) => AssertCleanAsync(Written.Path(file));

    [Fact]
    public async Task The_TLS_file_is_free_of_errors_and_warnings_once_there_is_a_certificate()
    {
        using var authority = new TestAuthority();
        var certificate = authority.Issue("localhost", ["localhost", "*.example.test"]);
        _folder.CreateSubdirectory("tls");
        Write("tls/cert.pem", certificate.ChainPem);
        Write("tls/key.pem", certificate.KeyPem.Value);

        await AssertCleanAsync(Write("tls.toml", Written.Text("configs/tls.toml")));
    }

    [Fact]
    public async Task Every_block_of_the_README_is_free_of_errors_and_warnings()
    {
        var blocks = Written.Blocks("README.md");
        Assert.NotEmpty(blocks);
        foreach (var block in blocks) await AssertCleanAsync(Write("block.toml", block));
    }

    [Theory]
    [InlineData("basic", "")]
    [InlineData("load-balancing", "\n[servers.http]\naddr = '127.0.0.1:8080'")]
    [InlineData("routing", $"{Rest} ['exact', 'prefix', 'regex', 'host_routing']")]
    [InlineData("headers", $"{Rest} ['api']")]
    public Task An_example_of_the_first_README_is_free_of_errors_and_warnings(string name, string rest) =>
        AssertCleanAsync(Write($"{name}.toml", Written.First(name) + rest));

    [Fact]
    public void The_README_shows_the_minimal_file_as_it_is()
    {
        var lines = Written.Text("configs/minimal.toml").Split('\n').SkipWhile(line => line.StartsWith('#') || line.Length == 0);

        Assert.Equal(string.Join('\n', lines), Written.Blocks("README.md")[0]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task AssertCleanAsync(string path)
    {
        await using var check = PingapProcess.Start("check", "-c", path);
        var exit = await check.WaitForExitAsync(Deadline.Generous);

        Assert.True(exit == 0, $"{exit}\n{check.Output}\n{check.Errors}");
        Assert.Contains("ok, no warnings", Assert.Single(check.Output.All), StringComparison.Ordinal);
        Assert.Empty(check.Errors.All);
    }
}
