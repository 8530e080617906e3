using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Listeners;
using Pingap.Gateway.Transport;
using static Pingap.Gateway.Tests.Listeners.TestFront;

namespace Pingap.Gateway.Tests.Listeners;

public sealed class InheritedSocketsTests : IDisposable
{
    private const int Me = 4711;

    private readonly Socket _parent = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly int _descriptor;

    public InheritedSocketsTests()
    {
        _parent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _parent.Listen();
        // As after exec: without CLOEXEC.
        _descriptor = SystemCalls.Duplicate((int)_parent.Handle);
    }

    [Fact]
    public void A_descriptor_is_taken_over_by_its_number()
    {
        using var socket = new InheritedSockets(_ => null, Me).Open(Numbered(_descriptor));
        Assert.Equal(_parent.LocalEndPoint, socket.LocalEndPoint);
    }

    [Theory]
    [InlineData(TransportKind.Epoll)]
    [InlineData(TransportKind.Sockets)]
    public async Task It_serves_and_can_be_had_again_after_it_was_given_up(TransportKind transport)
    {
        await using var front = await StartAsync();
        var port = ((IPEndPoint)_parent.LocalEndPoint!).Port;
        var plan = Plan("a") with { Address = new ListenAddress(Numbered(_descriptor)) };
        for (var i = 0; i < 3; i++)
        {
            Apply(front, transport, plan);
            Assert.Equal("a HTTP/1.1 http", await GetAsync(port));
            Assert.True(front.Set.IsOpen(port));
            Apply(front, transport);
        }

        // The parent listens on: who connects now waits.
        using var waiting = await ConnectAsync(port);
        Assert.True(waiting.Connected);
    }

    [Fact]
    public void A_name_of_systemd_is_looked_up()
    {
        using var socket = Systemd("other:web", first: _descriptor - 1).Open(new("web"));
        Assert.Equal(_parent.LocalEndPoint, socket.LocalEndPoint);
    }

    [Theory]
    [InlineData("web", null, "the process was not started with sockets of systemd (LISTEN_FDS and LISTEN_PID are not set)")]
    [InlineData("web", "a:b", "no socket has this name; systemd has handed over a, b")]
    [InlineData("web", "web:web", "several sockets have this name; write fd:3, fd:4")]
    public void A_name_that_is_not_one_socket_is_told(string name, string? names, string reason)
    {
        var sockets = names is null ? new InheritedSockets(_ => null, Me) : Systemd(names);
        Assert.Equal(reason, Assert.Throws<IOException>(() => sockets.Open(new(name))).Message);
    }

    [Fact]
    public void The_sockets_of_another_process_are_not_taken()
    {
        var sockets = new InheritedSockets(name => name == "LISTEN_PID" ? "17" : "1", Me);
        Assert.Equal(
            "the sockets of systemd are for process 17 (LISTEN_PID), and this is process 4711",
            Assert.Throws<IOException>(() => sockets.Open(new("web"))).Message);
    }

    [Fact]
    public void A_number_that_is_not_open_is_told() => Assert.Equal(
        "the process was not started with a descriptor 99999", Assert.Throws<IOException>(() => InheritedSockets.OfProcess.Open(Numbered(99999))).Message);

    [Fact]
    public void A_descriptor_of_the_process_itself_is_not_taken()
    {
        var own = (int)_parent.Handle;
        Assert.Equal($"descriptor {own} is not from outside", Assert.Throws<IOException>(() => InheritedSockets.OfProcess.Open(Numbered(own))).Message);
    }

    [Fact]
    public void A_descriptor_that_does_not_listen_is_not_taken()
    {
        using var silent = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var copy = SystemCalls.Duplicate((int)silent.Handle);
        try
        {
            Assert.Equal(
                $"descriptor {copy} is no stream socket that listens", Assert.Throws<IOException>(() => InheritedSockets.OfProcess.Open(Numbered(copy))).Message);
        }
        finally
        {
            _ = SystemCalls.Close(copy);
        }
    }

    public void Dispose()
    {
        _ = SystemCalls.Close(_descriptor);
        _parent.Dispose();
    }

    private static void Apply(TestFront front, TransportKind transport, params ListenerPlan[] plans) =>
        Assert.IsType<ListenerPreparation.Ready>(front.Set.Prepare(plans, threads: 0, transport)).Change.Commit(Deadline);

    private static InheritedEndPoint Numbered(int number) => new(number.ToString(CultureInfo.InvariantCulture));

    private static InheritedSockets Systemd(string names, int first = 3) => new(
        name => name switch
        {
            "LISTEN_PID" => Me.ToString(CultureInfo.InvariantCulture),
            "LISTEN_FDS" => (names.Count(c => c == ':') + 1).ToString(CultureInfo.InvariantCulture),
            "LISTEN_FDNAMES" => names,
            _ => null,
        },
        Me,
        first);
}
