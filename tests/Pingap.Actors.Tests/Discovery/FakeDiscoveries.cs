using System.Collections.Concurrent;
using System.Threading.Channels;
using Pingap.Actors.Discovery;

namespace Pingap.Actors.Tests.Discovery;

/// <summary>Discoveries that find what the test says, when it says so.</summary>
internal sealed class FakeDiscoveries : IDiscoveries
{
    private int _disposed;

    /// <summary>What was asked, in the order in which it was.</summary>
    public ConcurrentQueue<DiscoveryQuestion> Created { get; } = [];

    /// <summary>Readings that wait for their answer.</summary>
    public Channel<TaskCompletionSource<DiscoveryReading>> Asked { get; } = Channel.CreateUnbounded<TaskCompletionSource<DiscoveryReading>>();

    /// <summary>Calls whoever watches.</summary>
    public Action Change { get; private set; } = () => { };

    /// <summary>How many were let go of.</summary>
    public int Disposed => _disposed;

    public IDiscovery Create(DiscoveryQuestion question)
    {
        Created.Enqueue(question);
        return new Fake(this);
    }

    /// <summary>Waits for the next reading and answers it.</summary>
    public async Task AnswerAsync(params EntryReading[] entries)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        (await Asked.Reader.ReadAsync(deadline.Token)).SetResult(new DiscoveryReading([.. entries]));
    }

    private sealed class Fake(FakeDiscoveries all) : IDiscovery
    {
        public Task<DiscoveryReading> ReadAsync(CancellationToken cancellation)
        {
            var asked = new TaskCompletionSource<DiscoveryReading>(TaskCreationOptions.RunContinuationsAsynchronously);
            cancellation.Register(() => asked.TrySetCanceled(cancellation));
            all.Asked.Writer.TryWrite(asked);
            return asked.Task;
        }

        public IDisposable? Watch(Action changed)
        {
            all.Change = changed;
            return null;
        }

        public void Dispose() => Interlocked.Increment(ref all._disposed);
    }
}
