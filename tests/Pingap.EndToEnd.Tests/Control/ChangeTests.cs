using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Pingap.Testing.Backends;
using Pingap.Testing.EndToEnd;
using Pingap.Testing.Processes;

namespace Pingap.EndToEnd.Tests.Control;

/// <summary>Plan, apply, confirm, roll back: with the real commands against a real proxy.</summary>
public sealed class ChangeTests
{
    [Fact]
    public async Task A_plan_shows_what_would_change_and_changes_nothing()
    {
        await using var proxy = await SteeredProxy.StartAsync("/old", "/both");

        var plan = (await proxy.SayAsync("plan", "-c", proxy.Beside(SteeredProxy.Config("/both", "/new")))).Well();

        Assert.Contains("+ locations.new\n    upstream: \"nowhere\"\n    path: \"/new\"\n", plan.Out, StringComparison.Ordinal);
        Assert.Contains("- locations.old\n", plan.Out, StringComparison.Ordinal);
        Assert.Contains("~ servers.http\n    locations: [\"old\", \"both\"] → [\"both\", \"new\"]\n", plan.Out, StringComparison.Ordinal);
        Assert.EndsWith("keeps running: basic, 1 upstream, 1 location\n1 to add, 1 to change, 1 to remove; 3 stay as they are", plan.Out, StringComparison.Ordinal);
        Assert.True(await proxy.ServesAsync("/old"));
        Assert.False(await proxy.ServesAsync("/new"));
    }

    [Fact]
    public async Task What_is_applied_is_served_and_the_source_is_said_to_differ()
    {
        await using var proxy = await SteeredProxy.StartAsync("/old");
        var path = proxy.Beside(SteeredProxy.Config("/new"));

        var applied = (await proxy.SayAsync("apply", "-c", path)).Well();

        Assert.Equal(
            $"version 2 applied: +locations.new ~servers.http -locations.old\n{proxy.File.Path} still says version 1's text; write {path} there too, or the next edit of it takes over",
            applied.Out);
        Assert.True(await proxy.ServesAsync("/new"));
        Assert.False(await proxy.ServesAsync("/old"));
    }

    [Fact]
    public async Task Nothing_of_a_configuration_with_errors_is_applied_and_every_error_has_its_place()
    {
        await using var proxy = await SteeredProxy.StartAsync("/old");
        var path = proxy.Beside(SteeredProxy.Config("/new").Replace("path =", "pth =", StringComparison.Ordinal).Replace("127.0.0.1:0", "nowhere", StringComparison.Ordinal));

        var refused = await proxy.SayAsync("apply", "-c", path);

        Assert.Equal(1, refused.Exit);
        Assert.Contains($"{path}:6:1: error: locations.new.pth: ", refused.Error, StringComparison.Ordinal);
        Assert.Contains($"{path}:9:8: error: servers.http.addr", refused.Error, StringComparison.Ordinal);
        Assert.True(await proxy.ServesAsync("/old"));
    }

    [Fact]
    public async Task An_address_that_is_taken_exits_with_3_and_changes_nothing()
    {
        await using var proxy = await SteeredProxy.StartAsync("/old");
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var path = proxy.Beside(SteeredProxy.Config("/new").Replace("127.0.0.1:0", $"{taken.LocalEndpoint}", StringComparison.Ordinal));

        var refused = await proxy.SayAsync("apply", "-c", path);

        Assert.Equal(3, refused.Exit);
        Assert.Contains($"cannot listen on {taken.LocalEndpoint}", refused.Error, StringComparison.Ordinal);
        Assert.True(await proxy.ServesAsync("/old"));
    }

    [Fact]
    public async Task What_nobody_confirms_is_undone()
    {
        await using var proxy = await SteeredProxy.StartAsync("/old");

        var applied = (await proxy.SayAsync("apply", "-c", proxy.Beside(SteeredProxy.Config("/new")), "--confirm-within", "2s")).Well();

        Assert.Contains("version 1 comes back at ", applied.Out, StringComparison.Ordinal);
        Assert.Contains(" unless you say: pingap confirm 2", applied.Out, StringComparison.Ordinal);
        await proxy.SaysAsync("configuration version 3 applied from version 1");
        Assert.True(await proxy.ServesAsync("/old"));
        Assert.False(await proxy.ServesAsync("/new"));
        Assert.Matches(@"\*\s+3 .* not confirmed +version 1 ", (await proxy.SayAsync("history")).Well().Out);
    }

    [Fact]
    public async Task What_is_confirmed_awaits_nothing_any_more()
    {
        await using var proxy = await SteeredProxy.StartAsync("/old");
        var path = proxy.Beside(SteeredProxy.Config("/new"));
        (await proxy.SayAsync("apply", "-c", path, "--confirm-within", "10m")).Well();
        Assert.Contains("version 2 awaits confirmation", (await proxy.SayAsync("history")).Well().Out, StringComparison.Ordinal);

        var refused = await proxy.SayAsync("apply", "-c", path);
        var confirmed = (await proxy.SayAsync("confirm", "2")).Well();

        Assert.Equal(1, refused.Exit);
        Assert.StartsWith("version 2 awaits confirmation until ", refused.Error, StringComparison.Ordinal);
        Assert.Equal(
            $"version 2 stays\n{proxy.File.Path} still says version 1's text; write {path} there too, or the next edit of it takes over", confirmed.Out);
        Assert.DoesNotContain("awaits", (await proxy.SayAsync("history")).Well().Out, StringComparison.Ordinal);
        Assert.True(await proxy.ServesAsync("/new"));
    }

    [Fact]
    public async Task An_earlier_version_comes_back_as_a_new_one()
    {
        await using var proxy = await SteeredProxy.StartAsync("/old");
        (await proxy.SayAsync("apply", "-c", proxy.Beside(SteeredProxy.Config("/new")))).Well();

        var back = (await proxy.SayAsync("rollback", "1")).Well();

        Assert.Equal("version 3 applied: +locations.old ~servers.http -locations.new", back.Out);
        Assert.True(await proxy.ServesAsync("/old"));
        Assert.Equal("versions 1 and 3 say the same", (await proxy.SayAsync("diff", "1", "3")).Well().Out);
        Assert.EndsWith("from version 1 to 2: 1 added, 1 changed, 1 removed", (await proxy.SayAsync("diff", "1", "2")).Well().Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rollback 9")]
    [InlineData("diff 1 9")]
    public async Task A_version_that_is_not_known_exits_with_1(string command)
    {
        await using var proxy = await SteeredProxy.StartAsync("/old");

        var refused = await proxy.SayAsync(command.Split(' '));

        Assert.Equal(1, refused.Exit);
        Assert.Equal("there is no version 9 in the history; see pingap history", refused.Error);
    }

    [Fact]
    public async Task Reload_goes_back_to_what_the_source_says()
    {
        await using var proxy = await SteeredProxy.StartAsync("/old");
        (await proxy.SayAsync("apply", "-c", proxy.Beside(SteeredProxy.Config("/new")))).Well();

        Assert.StartsWith("version 3 applied: ", (await proxy.SayAsync("reload")).Well().Out, StringComparison.Ordinal);

        Assert.True(await proxy.ServesAsync("/old"));
        Assert.Matches($@"\*\s+3 .* reload +\S+ +{Environment.UserName} ", (await proxy.SayAsync("history")).Well().Out);
    }

    [Fact]
    public async Task SIGHUP_goes_back_to_what_the_source_says()
    {
        await using var proxy = await SteeredProxy.StartAsync("/old");
        (await proxy.SayAsync("apply", "-c", proxy.Beside(SteeredProxy.Config("/new")))).Well();

        proxy.Process.Send(ProcessSignal.Hangup);

        await proxy.SaysAsync($"configuration version 3 applied from {proxy.File.Path}");
        Assert.True(await proxy.ServesAsync("/old"));
        Assert.Matches(@"\*\s+3 .* reload +\S+ +SIGHUP ", (await proxy.SayAsync("history")).Well().Out);
    }

    [Fact]
    public async Task A_directory_is_one_configuration_and_certificates_are_looked_for_beside_it()
    {
        await using var proxy = await SteeredProxy.StartAsync("/old");
        using var certificate = TestCertificate.For("a.test");
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(proxy.File.Path)!, "new"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a.pem"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a.key"), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "all.toml"), SteeredProxy.Config("/old"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "certificates.toml"), "[certificates.a]\ntls_cert = \"a.pem\"\ntls_key = \"a.key\"\n");

        var plan = (await proxy.SayAsync("plan", "-c", folder.FullName)).Well();

        Assert.StartsWith("+ certificates.a\n    tls_cert: \"a.pem\"\n", plan.Out, StringComparison.Ordinal);
        Assert.EndsWith("1 to add, 0 to change, 0 to remove; 4 stay as they are", plan.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_history_survives_a_kill_and_what_was_applied_runs_again()
    {
        var state = Directory.CreateTempSubdirectory("pingap-state-");
        try
        {
            using var file = new ConfigFile(SteeredProxy.Config("/old"));
            await using var killed = await SteeredProxy.StartAsync(file, state.FullName);
            (await killed.SayAsync("apply", "-c", killed.Beside(SteeredProxy.Config("/new")))).Well();

            killed.Process.Send(ProcessSignal.Kill);
            await killed.Process.WaitForExitAsync();
            // Its socket is still there, and nobody listens at it.
            Assert.True(File.Exists(killed.Socket));
            Assert.Equal(4, (await killed.SayAsync("history")).Exit);

            await using var next = await SteeredProxy.StartAsync(file, state.FullName);
            Assert.Equal(killed.Socket, next.Socket);
            Assert.True(await next.ServesAsync("/new"));
            Assert.Matches(@"\n +1 .* start .*\n\*\s+2 .* apply ", (await next.SayAsync("history")).Well().Out);
        }
        finally
        {
            state.Delete(recursive: true);
        }
    }
}
