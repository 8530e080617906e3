using Pingap.Actors.Configuration;
using Pingap.Testing;
using Pingap.Testing.EndToEnd;
using Pingap.Testing.Processes;

namespace Pingap.EndToEnd.Tests.CommandLine;

/// <summary>No output of any command shows a private key or a value of the environment, whatever is wrong around it.</summary>
public sealed class SecretTests : IDisposable
{
    private const string Variable = "PINGAP_TEST_SECRET";
    private const string Value = "hunter2-very-secret";

    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData("check")]
    [InlineData("run")]
    public async Task A_private_key_is_never_shown(string command)
    {
        var certificate = _authority.Issue("one", ["one.test"]);
        var other = _authority.Issue("two", ["two.test"]);
        var key = certificate.KeyPem.Value;
        foreach (var written in new[]
        {
            $"tls_key = '''\n{other.KeyPem.Value}'''",
            $"tls_kee = '''\n{key}'''",
            $"tls_key = ['''\n{key}''']",
            $"tls_key = '''\n{key}",
            $"tls_key = '''\n{key[..(key.Length / 2)]}'''",
        })
        {
            var output = await OutputAsync(command, $"[certificates.one]\ntls_cert = '''\n{certificate.ChainPem}'''\n{written}\n{Rest("127.0.0.1:1")}");
            foreach (var secret in SecretLines(key).Concat(SecretLines(other.KeyPem.Value))) Assert.DoesNotContain(secret, output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("check")]
    [InlineData("run")]
    public async Task A_value_of_the_environment_is_never_shown(string command)
    {
        foreach (var config in new[]
        {
            Rest($"$ENV:{Variable}:no-port"),
            Rest($"127.0.0.1:${{{Variable}}}"),
            $"[basic]\ngrace_period = \"$ENV:{Variable}\"\n{Rest("127.0.0.1:1")}",
            $"[certificates.one]\ntls_cert = \"$ENV:{Variable}\"\ntls_key = \"$ENV:{Variable}\"\n{Rest("127.0.0.1:1")}",
            $"[basic]\nname = \"$ENV:{Variable}\"\nlog_level = \"$ENV:{Variable}\"\n{Rest("127.0.0.1:1")}",
        })
        {
            Assert.DoesNotContain(Value, await OutputAsync(command, config), StringComparison.Ordinal);
        }
    }

    private static string Rest(string backend) => $"""
        [upstreams.app]
        addrs = ["{backend}"]

        [locations.all]
        upstream = "app"

        [servers.http]
        addr = "127.0.0.1:0"
        locations = ["all"]
        """;

    private static IEnumerable<string> SecretLines(string pem) =>
        pem.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('-')).Select(line => line[..16]);

    private static async Task<string> OutputAsync(string command, string config)
    {
        using var file = new ConfigFile(config);
        await using var pingap = PingapProcess.Start([command, "-c", file.Path], new Dictionary<string, string?> { [Variable] = Value });
        Assert.Equal(1, await pingap.WaitForExitAsync());
        return $"{pingap.Output}\n{pingap.Errors}";
    }
}
