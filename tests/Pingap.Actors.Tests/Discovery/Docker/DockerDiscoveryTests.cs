using Pingap.Actors.Discovery;
using Pingap.Actors.Discovery.Docker;
using Pingap.Testing.Docker;

namespace Pingap.Actors.Tests.Discovery.Docker;

public sealed class DockerDiscoveryTests : IAsyncLifetime
{
    private readonly DirectoryInfo _run = Directory.CreateTempSubdirectory("pd-");
    private FakeDockerEngine _engine = null!;

    private DockerAddress Address => DockerAddress.Parse($"unix://{Path.Combine(_run.FullName, "s")}", isTls: false);

    public async Task InitializeAsync() => _engine = await FakeDockerEngine.StartAsync(Path.Combine(_run.FullName, "s"));

    public async Task DisposeAsync()
    {
        await _engine.DisposeAsync();
        _run.Delete(recursive: true);
    }

    [Fact]
    public async Task Containers_with_the_label_are_backends_with_its_port_and_weight()
    {
        _engine.Run("b", "app=web", "172.17.0.3");
        _engine.Run("a", "app=web", "172.17.0.2");
        _engine.Run("db", "app=db", "172.17.0.4");
        Assert.Equal(["172.17.0.2:8080 2, 172.17.0.3:8080 2"], await ReadAsync(Ask.Docker("app=web:8080 2")));
        Assert.Equal(["""{"label":["app=web"]}"""], _engine.Filters);
    }

    [Fact]
    public async Task Without_a_port_it_is_the_only_one_exposed_else_that_of_the_scheme()
    {
        _engine.Run("one", "one", "172.17.0.2", ports: [3000, 3000]);
        _engine.Run("two", "two", "172.17.0.3", ports: [3000, 3001]);
        Assert.Equal(["172.17.0.2:3000 1", "172.17.0.3:80 1"], await ReadAsync(Ask.Docker("one", "two")));
    }

    [Theory]
    [InlineData("running", "Up 5 seconds", true)]
    [InlineData("running", "Up 5 seconds (healthy)", true)]
    [InlineData("running", "Up 5 seconds (health: starting)", false)]
    [InlineData("running", "Up 5 seconds (unhealthy)", false)]
    [InlineData("paused", "Up 5 seconds (Paused)", false)]
    [InlineData("exited", "Exited (0) 3 seconds ago", false)]
    public async Task Only_what_runs_and_is_not_unhealthy_counts(string state, string status, bool counts)
    {
        _engine.Run("a", "web", "172.17.0.2", status, state);
        Assert.Equal([counts ? "172.17.0.2:80 1" : ""], await ReadAsync(Ask.Docker("web")));
    }

    [Fact]
    public async Task A_container_without_an_address_in_the_network_is_left_out_and_named()
    {
        _engine.Run("a", "web", "172.17.0.2");
        var question = Ask.Docker("web");
        using var discovery = new DockerDiscovery(question with { How = question.How with { DockerNetwork = "back" } }, Address);
        var entry = (await discovery.ReadAsync(default)).Entries.Single();
        Assert.Equal(EntryStatus.Found, entry.Status);
        Assert.Equal("container a has no address in network back; attach it, or name another network by docker_network", entry.Trouble);
    }

    [Fact]
    public async Task An_engine_that_is_away_or_refuses_is_no_answer()
    {
        _engine.Status = 500;
        Assert.Equal([$"Failed: the Docker engine at {_engine.Socket} answers with status 500"], await ReadAsync(Ask.Docker("web")));
        await _engine.DisposeAsync();
        Assert.StartsWith($"Failed: the Docker engine at {_engine.Socket} cannot be asked: ", (await ReadAsync(Ask.Docker("web"))).Single());
    }

    [Fact]
    public async Task Events_say_that_something_changed_and_so_do_the_loss_of_the_engine_and_its_return()
    {
        using var changes = new SemaphoreSlim(0);
        using var discovery = new DockerDiscovery(Ask.Docker("web"), Address, TimeSpan.FromMilliseconds(1));
        using var watch = discovery.Watch(() => changes.Release());
        await _engine.FollowedAsync();
        await ChangedAsync();
        _engine.Tell("health_status: healthy");
        await ChangedAsync();
        _engine.HangUp();
        await ChangedAsync();
        await _engine.FollowedAsync();
        await ChangedAsync();

        async Task ChangedAsync() => Assert.True(await changes.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Theory]
    [InlineData(null, "/var/run/docker.sock")]
    [InlineData("unix:///run/user/1000/docker.sock", "/run/user/1000/docker.sock")]
    [InlineData("tcp://10.0.0.1", "10.0.0.1:2375")]
    [InlineData("tcp://10.0.0.1:1234", "10.0.0.1:1234")]
    [InlineData("http://engine.example", "engine.example:80")]
    public void The_engine_is_where_DOCKER_HOST_says(string? text, string where)
    {
        var address = DockerAddress.Parse(text, isTls: false);
        Assert.Equal((where, ""), (address.ToString(), address.Wrong));
    }

    [Theory]
    [InlineData("npipe:////./pipe/docker", false, "DOCKER_HOST 'npipe:////./pipe/docker' is not an address; write unix:///var/run/docker.sock or tcp://host:2375")]
    [InlineData("tcp://10.0.0.1", true, "DOCKER_HOST asks for TLS, which is not spoken to the engine; use its socket, or TCP without TLS on a network you trust")]
    public async Task What_cannot_be_asked_is_said(string text, bool isTls, string wrong)
    {
        using var discovery = new DockerDiscovery(Ask.Docker("web"), DockerAddress.Parse(text, isTls));
        Assert.Null(discovery.Watch(() => { }));
        Assert.Equal($"Failed: {wrong}", Ask.Shown((await discovery.ReadAsync(default)).Entries.Single()));
    }

    private async Task<List<string>> ReadAsync(DiscoveryQuestion question)
    {
        using var discovery = new DockerDiscovery(question, Address);
        return [.. (await discovery.ReadAsync(default)).Entries.Select(Ask.Shown)];
    }
}
