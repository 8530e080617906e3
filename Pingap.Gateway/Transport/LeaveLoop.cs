using System.Runtime.CompilerServices;

namespace Pingap.Gateway.Transport;

/// <summary>
/// Awaited before work that may block or compute for long, such as hashing a password or compressing: what follows runs on the thread
/// pool, and the loop serves its other connections meanwhile. Costs nothing on a thread that is no loop's.
/// </summary>
internal readonly struct LeaveLoop : ICriticalNotifyCompletion
{
    /// <summary>Whether this thread is none of a loop's anyway.</summary>
    public bool IsCompleted => EpollLoop.Current is null;

    public LeaveLoop GetAwaiter() => this;

    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation) => ThreadPool.QueueUserWorkItem(static next => next(), continuation, preferLocal: false);

    public void UnsafeOnCompleted(Action continuation) => ThreadPool.UnsafeQueueUserWorkItem(static next => next(), continuation, preferLocal: false);
}
