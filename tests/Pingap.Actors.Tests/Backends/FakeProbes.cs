using System.Collections.Concurrent;
using System.Threading.Channels;
using Pingap.Actors.Backends;

namespace Pingap.Actors.Tests.Backends;

/// <summary>Probes that find what the test says, and count.</summary>
internal sealed class FakeProbes : IHealthProbes
{
    public ConcurrentBag<BackendSettings> Created { get; } = [];

    public Channel<TaskCompletionSource<ProbeResult>> Asked { get; } = Channel.CreateUnbounded<TaskCompletionSource<ProbeResult>>();

    public int Disposed => _disposed;

    private int _disposed;

    public IHealthProbe Create(BackendSettings settings)
    {
        Created.Add(settings);
        return new Probe(this);
    }

    /// <summary>Waits for the next probe and ends it.</summary>
    public async Task AnswerAsync(bool isGood)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        (await Asked.Reader.ReadAsync(deadline.Token)).SetResult(new ProbeResult(isGood, isGood ? "fine" : "broken"));
    }

    private sealed class Probe(FakeProbes probes) : IHealthProbe
    {
        public Task<ProbeResult> ProbeAsync(CancellationToken cancellation)
        {
            var asked = new TaskCompletionSource<ProbeResult>(TaskCreationOptions.RunContinuationsAsynchronously);
            cancellation.Register(() => asked.TrySetCanceled(cancellation));
            probes.Asked.Writer.TryWrite(asked);
            return asked.Task;
        }

        public void Dispose() => Interlocked.Increment(ref probes._disposed);
    }
}
