using System.Diagnostics;
using System.Net;

namespace Pingap.Measuring.Loads;

/// <summary>
/// Requests at a fixed rate, whether or not those before are answered, over connections that take turns. Nothing that stalls can hide by
/// keeping requests from being sent: their latency counts from when they were due.
/// </summary>
public sealed class OpenLoad : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly LoadConnection[] _connections;
    private readonly byte[][] _requests;
    private int _next;

    private OpenLoad(LoadConnection[] connections, byte[][] requests)
    {
        _connections = connections;
        _requests = requests;
    }

    /// <summary>Opens the connections.</summary>
    /// <param name="proxy">Where to.</param>
    /// <param name="connections">How many.</param>
    /// <param name="requests">What is sent, one after the other and again from the beginning.</param>
    public static async Task<OpenLoad> OpenAsync(EndPoint proxy, int connections, byte[][] requests)
    {
        var open = new LoadConnection[connections];
        for (var i = 0; i < connections; i++) open[i] = await LoadConnection.OpenAsync(proxy);
        return new OpenLoad(open, requests);
    }

    /// <summary>Sends for a while.</summary>
    /// <param name="rate">Requests a second.</param>
    /// <param name="time">How long.</param>
    /// <exception cref="TimeoutException">Some were never answered.</exception>
    public async Task<RoundSamples> RunAsync(int rate, TimeSpan time)
    {
        var count = (int)(rate * time.TotalSeconds);
        var samples = new RoundSamples(count);
        // A thread of its own: on the pool it would be late whenever the pool is busy, and keep the pool busy itself.
        var sender = new Thread(() => Send(samples, count, Stopwatch.Frequency / rate)) { IsBackground = true };
        sender.Start();
        await samples.Complete.WaitAsync(time + Deadline);
        return samples;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections) await connection.DisposeAsync();
    }

    private void Send(RoundSamples samples, int count, long period)
    {
        var start = Stopwatch.GetTimestamp() + period;
        for (var i = 0; i < count; i++, _next++)
        {
            var due = start + (i * period);
            Pacer.WaitUntil(due);
            _connections[_next % _connections.Length].Send(due, _requests[_next % _requests.Length], samples);
        }
    }
}
