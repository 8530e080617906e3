using System.Runtime.CompilerServices;

namespace Pingap.Gateway.Transport;

/// <summary>Awaited to go on on a loop; costs nothing there.</summary>
/// <param name="loop">Which one.</param>
internal readonly struct EnterLoop(EpollLoop loop) : ICriticalNotifyCompletion
{
    /// <summary>Whether this is its thread.</summary>
    public bool IsCompleted => loop.IsCurrent;

    public EnterLoop GetAwaiter() => this;

    public void GetResult()
    {
    }

    // The caller's state machine restores its execution context by itself.
    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation) => loop.Post(static next => ((Action)next!)(), continuation);
}
