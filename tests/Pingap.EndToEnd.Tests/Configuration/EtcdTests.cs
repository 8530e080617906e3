using Pingap.Testing.EndToEnd;
using Pingap.Testing.Processes;

namespace Pingap.EndToEnd.Tests.Configuration;

/// <summary>The real executable with its configuration in the real etcd.</summary>
public sealed class EtcdTests : IAsyncLifetime
{
    private const int Clients = 4;
    private const string Password = "hunter2-very-secret";
    private ExampleBackend _one = null!;
    private ExampleBackend _two = null!;
    private EtcdServer _etcd = null!;

    private string Address => $"etcd://127.0.0.1:{_etcd.Port}/pingap";

    public async Task InitializeAsync()
    {
        _one = await ExampleBackend.StartAsync("one");
        _two = await ExampleBackend.StartAsync("two");
        _etcd = await EtcdServer.StartAsync();
        await _etcd.ChangeAsync(
            ("/pingap/upstreams/app.toml", Upstream(_one)),
            ("/pingap/locations.toml", "[locations.all]\nupstream = \"app\""),
            ("/pingap/servers/http.toml", "[servers.http]\naddr = \"127.0.0.1:0\"\nlocations = [\"all\"]"));
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        if (_etcd is not null) await _etcd.DisposeAsync();
    }

    [Fact]
    public async Task Changes_are_applied_and_the_loss_of_etcd_disturbs_no_request_and_is_said()
    {
        await using var pingap = PingapProcess.Start("run", "-c", Address);
        var proxy = await pingap.WaitForListeningAsync();
        await SaysAsync(pingap, $"configuration version 1 applied from {Address}: ");
        await using var load = RequestLoad.Start(Clients, proxy);
        await load.NextAsync(50, answer => answer.Backend == "one");

        await _etcd.PutAsync("/pingap/upstreams/app.toml", Upstream(_two));
        await SaysAsync(pingap, $"configuration version 2 applied from {Address}: ~upstreams.app");
        await load.NextAsync(50, answer => answer.Backend == "two");

        await _etcd.KillAsync();
        await SaysAsync(pingap, $"{Address} cannot be read: 127.0.0.1:{_etcd.Port}: Connection refused; start etcd, or correct the address");
        await SaysAsync(pingap, $"{Address} cannot be reached; version 2 goes on running");
        await load.NextAsync(200, answer => answer.Backend == "two");

        await _etcd.StartAgainAsync();
        await _etcd.PutAsync("/pingap/upstreams/app.toml", Upstream(_one));
        await SaysAsync(pingap, $"{Address} can be reached again");
        await SaysAsync(pingap, $"configuration version 3 applied from {Address}: ~upstreams.app");
        await load.NextAsync(50, answer => answer.Backend == "one");

        // An operator who empties the path by mistake loses nothing either.
        await _etcd.ChangeAsync(("/pingap/upstreams/app.toml", null), ("/pingap/locations.toml", null), ("/pingap/servers/http.toml", null));
        await SaysAsync(pingap, "there is no key below /pingap/");
        await load.NextAsync(50, answer => answer.Backend == "one");

        Assert.Empty((await load.StopAsync()).Failed);
        pingap.Send(ProcessSignal.Terminate);
        Assert.Equal(0, await pingap.WaitForExitAsync());
    }

    [Fact]
    public async Task Started_while_etcd_is_away_it_runs_by_what_was_good_last_and_follows_etcd_when_it_is_back()
    {
        var state = Directory.CreateTempSubdirectory("pingap-state-");
        var variables = new Dictionary<string, string?> { ["PINGAP_STATE_DIR"] = state.FullName };
        await using (var first = PingapProcess.Start(["run", "-c", Address], variables))
        {
            await first.WaitForListeningAsync();
            first.Send(ProcessSignal.Terminate);
            Assert.Equal(0, await first.WaitForExitAsync());
        }

        await _etcd.KillAsync();
        await using (var second = PingapProcess.Start(["run", "-c", Address], variables))
        {
            await SaysAsync(second, $"{Address} cannot be reached, so the last good configuration is used, version 1");
            await using var load = RequestLoad.Start(Clients, await second.WaitForListeningAsync());
            await load.NextAsync(20, answer => answer.Backend == "one");
            await _etcd.StartAgainAsync();
            await _etcd.PutAsync("/pingap/upstreams/app.toml", Upstream(_two));
            await load.NextAsync(20, answer => answer.Backend == "two");
            Assert.Empty((await load.StopAsync()).Failed);
        }

        state.Delete(recursive: true);
    }

    [Fact]
    public async Task A_problem_is_said_with_its_key_and_changes_nothing()
    {
        await using var pingap = PingapProcess.Start("run", "-c", Address);
        await pingap.WaitForListeningAsync();
        await _etcd.PutAsync("/pingap/locations.toml", "[locations.all]\nupstream = \"ap\"");
        await SaysAsync(pingap, "etcd:/pingap/locations.toml:2:12: locations.all.upstream: ");
        await SaysAsync(pingap, "the configuration was not applied; version 1 goes on running");
    }

    [Fact]
    public async Task Check_reads_it_too()
    {
        await using var pingap = PingapProcess.Start("check", "-c", Address);
        Assert.Equal(0, await pingap.WaitForExitAsync());
        Assert.Contains($"{Address}: ok, no warnings: 1 server, 1 location, 1 upstream", pingap.Output.All);
    }

    // To check a password is work on purpose, and takes its time on a busy machine.
    private const string Patient = "&timeout=60s&connect_timeout=60s";

    [Fact]
    public async Task Neither_the_right_password_nor_a_wrong_one_is_shown()
    {
        await _etcd.EnableAuthenticationAsync(Password);
        var variables = new Dictionary<string, string?> { ["ETCD_TEST_PASSWORD"] = Password };
        await using var right = PingapProcess.Start(["run", "--log-level", "trace", "-c", $"{Address}?user=root&password=$ENV:ETCD_TEST_PASSWORD{Patient}"], variables);
        await right.WaitForListeningAsync();
        right.Send(ProcessSignal.Terminate);
        Assert.Equal(0, await right.WaitForExitAsync());
        await using var wrong = PingapProcess.Start(["check", "-c", $"{Address}?user=root&password={Password}-2{Patient}"], variables);
        Assert.Equal(1, await wrong.WaitForExitAsync());
        await using var misspelt = PingapProcess.Start(["check", "-c", $"{Address}?user=root&pasword={Password}"], variables);
        Assert.Equal(2, await misspelt.WaitForExitAsync());

        Assert.Contains("it refuses user root with this password", $"{wrong.Output}{wrong.Errors}", StringComparison.Ordinal);
        Assert.Contains("--config: parameter 2 is unknown; did you mean password?", $"{misspelt.Errors}", StringComparison.Ordinal);
        foreach (var pingap in new[] { right, wrong, misspelt }) Assert.DoesNotContain(Password, $"{pingap.Output}{pingap.Errors}", StringComparison.Ordinal);
    }

    private static Task SaysAsync(PingapProcess pingap, string text) => pingap.WaitForLineAsync(line => line.Contains(text, StringComparison.Ordinal));

    private static string Upstream(ExampleBackend backend) => $"[upstreams.app]\naddrs = [\"{backend.Address}\"]";
}
