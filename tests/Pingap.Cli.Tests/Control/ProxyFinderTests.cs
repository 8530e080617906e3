using System.Net.Sockets;
using Pingap.Cli.Control;
using Pingap.Cli.State;

namespace Pingap.Cli.Tests.Control;

public sealed class ProxyFinderTests : IAsyncLifetime
{
    private readonly FakeChannel _channel = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _channel.DisposeAsync();

    [Fact]
    public async Task One_that_is_connected_to_and_says_nothing_is_found_as_one_that_does_not_answer()
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_channel.Root, "silent")).FullName, StateNames.Socket);
        using var silent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        silent.Bind(new UnixDomainSocketEndPoint(path));
        silent.Listen();

        var found = await ProxyFinder.FindAsync(_channel.Root, TimeSpan.FromMilliseconds(50), CancellationToken.None);

        Assert.Equal(new FoundProxy(path, null), Assert.Single(found));
    }

    [Fact]
    public async Task One_that_answers_is_found_with_what_it_says_of_itself()
    {
        var path = await _channel.OpenAsync("/etc/one.toml", pid: 11);

        var found = await ProxyFinder.FindAsync(_channel.Root, TimeSpan.FromMinutes(1), CancellationToken.None);

        Assert.Equal(new FoundProxy(path, FakeChannel.Proxy("/etc/one.toml", 11)), Assert.Single(found));
    }
}
