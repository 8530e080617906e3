using System.Runtime.CompilerServices;

namespace Pingap.Gateway.Transport;

/// <summary>Awaited to let a loop serve its other members before one goes on there.</summary>
/// <param name="loop">Which loop.</param>
internal readonly struct NextTurn(EpollLoop loop) : ICriticalNotifyCompletion
{
    /// <summary>Never: the turn has to end first.</summary>
    public bool IsCompleted => false;

    public NextTurn GetAwaiter() => this;

    public void GetResult()
    {
    }

    // The caller's state machine restores its execution context by itself.
    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation) => loop.Post(static next => ((Action)next!)(), continuation);
}
