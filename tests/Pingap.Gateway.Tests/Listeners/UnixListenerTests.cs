using System.Net;
using System.Net.Sockets;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Listeners;
using static Pingap.Gateway.Tests.Listeners.TestFront;

namespace Pingap.Gateway.Tests.Listeners;

public sealed class UnixListenerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pingap-");

    private long _version = 1;

    private string SocketPath => Path.Combine(_folder.FullName, "http.sock");

    [Theory]
    [InlineData(TransportKind.Epoll)]
    [InlineData(TransportKind.Sockets)]
    public async Task A_Unix_socket_serves_and_its_file_goes_with_it(TransportKind transport)
    {
        await using var front = await StartAsync();
        Apply(front, transport, OnSocket());
        for (var i = 0; i < 3; i++) Assert.Contains("unix HTTP/1.1 http", await GetAsync(), StringComparison.Ordinal);
        Assert.Equal(SocketPath, Assert.Single(front.Set.Open).EndPoint.ToString());
        Apply(front, transport);
        Assert.False(Path.Exists(SocketPath));
    }

    [Theory]
    [InlineData(TransportKind.Epoll)]
    [InlineData(TransportKind.Sockets)]
    public async Task A_kept_Unix_socket_goes_on_through_a_change(TransportKind transport)
    {
        await using var front = await StartAsync();
        Apply(front, transport, OnSocket());
        using var client = await ConnectAsync();
        Apply(front, transport, OnSocket() with { Server = new ServerName("other") });
        Assert.Contains("other HTTP/1.1 http", await GetAsync(client), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TransportKind.Epoll)]
    [InlineData(TransportKind.Sockets)]
    public async Task Stop_removes_the_file(TransportKind transport)
    {
        await using var front = await StartAsync();
        Apply(front, transport, OnSocket());
        await front.Set.StopAsync(TimeSpan.Zero);
        Assert.False(Path.Exists(SocketPath));
    }

    [Fact]
    public async Task Its_mode_is_as_said_and_changes_while_it_is_kept()
    {
        await using var front = await StartAsync();
        Apply(front, TransportKind.Sockets, OnSocket());
        Assert.Equal("rw-rw----", Mode());
        Apply(front, TransportKind.Sockets, OnSocket() with { SocketMode = UnixFileMode.UserWrite | UnixFileMode.OtherWrite });
        Assert.Equal("-w-----w-", Mode());
        File.Delete(SocketPath);
        Apply(front, TransportKind.Sockets, OnSocket());
        Assert.Single(front.Set.Open);
    }

    [Fact]
    public async Task The_socket_of_a_process_that_is_gone_is_replaced()
    {
        LeaveBehind();
        await using var front = await StartAsync(OnSocket());
        Assert.Contains("unix HTTP/1.1 http", await GetAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_socket_of_a_process_that_listens_is_left_to_it()
    {
        using var other = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        other.Bind(new UnixDomainSocketEndPoint(SocketPath));
        other.Listen();
        Assert.Equal($"another process listens on {SocketPath}", await RefusalAsync());
        using var client = await ConnectAsync();
        Assert.True(client.Connected);
    }

    [Fact]
    public async Task A_process_that_listens_and_hangs_holds_up_nobody()
    {
        using var other = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        other.Bind(new UnixDomainSocketEndPoint(SocketPath));
        other.Listen(0);
        using var waiting = await ConnectAsync();
        Assert.Equal($"another process listens on {SocketPath}", await RefusalAsync().WaitAsync(Deadline));
    }

    [Fact]
    public async Task A_file_that_is_no_socket_is_not_touched()
    {
        await File.WriteAllTextAsync(SocketPath, "precious");
        Assert.Equal($"{SocketPath} is there already and is no socket", await RefusalAsync());
        Assert.Equal("precious", await File.ReadAllTextAsync(SocketPath));
    }

    [Fact]
    public async Task A_link_to_a_dead_socket_is_not_followed()
    {
        var target = Path.Combine(_folder.FullName, "target.sock");
        LeaveBehind();
        File.Move(SocketPath, target);
        File.CreateSymbolicLink(SocketPath, target);
        Assert.Equal($"{SocketPath} is there already and is no socket", await RefusalAsync());
        Assert.True(Path.Exists(target));
    }

    [Fact]
    public async Task A_missing_directory_is_told()
    {
        _folder.Delete(recursive: true);
        Assert.Equal($"there is no directory {_folder.FullName}", await RefusalAsync());
        _folder.Create();
    }

    [Fact]
    public async Task Undo_takes_the_file_away()
    {
        await using var front = await StartAsync();
        front.Prepare(OnSocket()).Undo();
        Assert.False(Path.Exists(SocketPath));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Apply(TestFront front, TransportKind transport, params ListenerPlan[] plans)
    {
        var change = Assert.IsType<ListenerPreparation.Ready>(front.Set.Prepare(plans, threads: 0, transport)).Change;
        change.Announce(++_version);
        change.Commit(Deadline);
    }

    private ListenerPlan OnSocket() => Plan("unix") with { Address = new ListenAddress(new UnixDomainSocketEndPoint(SocketPath)) };

    /// <summary>What a killed process leaves: a file that nobody listens on.</summary>
    private void LeaveBehind()
    {
        var other = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        other.Bind(new UnixDomainSocketEndPoint(SocketPath));
        var kept = SocketPath + ".kept";
        // Closing it removes the file of its name.
        File.Move(SocketPath, kept);
        other.Dispose();
        File.Move(kept, SocketPath);
    }

    private async Task<string> RefusalAsync()
    {
        await using var front = await StartAsync();
        return Assert.Single(Assert.IsType<ListenerPreparation.Refused>(front.Set.Prepare([OnSocket()], threads: 0)).Failures).Reason;
    }

    private string Mode()
    {
        var mode = OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException() : File.GetUnixFileMode(SocketPath);
        return string.Concat(Enumerable.Range(0, 9).Select(bit => ((int)mode & (0x100 >> bit)) != 0 ? "rwx"[bit % 3] : '-'));
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath)).WaitAsync(Deadline);
        return socket;
    }

    private async Task<string> GetAsync()
    {
        using var client = await ConnectAsync();
        return await GetAsync(client);
    }

    private static async Task<string> GetAsync(Socket client)
    {
        await client.SendAsync("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"u8.ToArray());
        return await ReadToEndAsync(client);
    }
}
