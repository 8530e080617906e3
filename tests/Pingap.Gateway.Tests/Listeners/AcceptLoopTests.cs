using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Listeners;
using Pingap.Testing;

namespace Pingap.Gateway.Tests.Listeners;

public sealed class AcceptLoopTests
{
    private static readonly ListenAddress Address = new(new IPEndPoint(IPAddress.Loopback, 80));

    private readonly HandFiredTimers _time = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<Socket> _closed = new();

    [Fact]
    public async Task Running_out_of_descriptors_backs_off_ever_longer_up_to_a_second()
    {
        var run = Run(_ => throw new SocketException((int)SocketError.TooManyOpenSockets));
        var pauses = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            var timer = await _time.NextAsync();
            pauses.Add(timer.Due.TotalMilliseconds);
            if (i == 6) Stop();
            timer.Fire();
        }

        await run.WaitAsync(TestFront.Deadline);
        Assert.Equal([50, 100, 200, 400, 800, 1000, 1000], pauses);
    }

    [Fact]
    public async Task It_goes_on_after_the_pause()
    {
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var accepted = new TaskCompletionSource<Socket>();
        var run = Run(
            call => call switch
            {
                0 => throw new SocketException((int)SocketError.TooManyOpenSockets),
                1 => ValueTask.FromResult(client),
                _ => new(_closed.Task),
            },
            accepted.SetResult);
        (await _time.NextAsync()).Fire();
        Assert.Same(client, await accepted.Task.WaitAsync(TestFront.Deadline));
        Stop();
        await run.WaitAsync(TestFront.Deadline);
    }

    [Fact]
    public async Task A_client_that_left_the_backlog_costs_no_pause()
    {
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var accepted = new TaskCompletionSource<Socket>();
        var run = Run(
            call => call switch
            {
                0 => throw new SocketException((int)SocketError.ConnectionAborted),
                1 => ValueTask.FromResult(client),
                _ => new(_closed.Task),
            },
            accepted.SetResult);
        // No timer is fired here: a pause would never end.
        Assert.Same(client, await accepted.Task.WaitAsync(TestFront.Deadline));
        Stop();
        await run.WaitAsync(TestFront.Deadline);
    }

    [Fact]
    public async Task It_ends_when_its_socket_is_closed()
    {
        var run = Run(_ => new(_closed.Task));
        Stop();
        await run.WaitAsync(TestFront.Deadline);
    }

    [Fact]
    public async Task It_ends_in_the_middle_of_a_pause()
    {
        var run = Run(_ => throw new SocketException((int)SocketError.TooManyOpenSockets));
        await _time.NextAsync();
        Stop();
        await run.WaitAsync(TestFront.Deadline);
    }

    private Task Run(Func<int, ValueTask<Socket>> accept, Action<Socket>? accepted = null)
    {
        var calls = 0;
        return new AcceptLoop<Socket>(() => accept(calls++), accepted ?? (_ => { }), Address, _time, NullLogger.Instance).RunAsync(_stopping.Token);
    }

    private void Stop()
    {
        _stopping.Cancel();
        _closed.TrySetException(new SocketException((int)SocketError.OperationAborted));
    }
}
