using System.Runtime.CompilerServices;

namespace Pingap.Gateway.Pipeline;

/// <summary>
/// Builds the tasks of methods that every request passes through. What such a method keeps while it waits is used again: the runtime's own pooling builder keeps one for each
/// processor, which is no help where many requests wait at a time; this one keeps as many for each thread as wait there. As with all such tasks, each is awaited once.
/// </summary>
/// <typeparam name="TResult">What the method gives.</typeparam>
public struct RequestTaskBuilder<TResult>
{
    private RequestTaskBox<TResult>? _box;
    private TResult _result;

    /// <summary>What the caller gets.</summary>
    public readonly ValueTask<TResult> Task => _box is null ? new(_result) : _box.Task;

    /// <summary>Makes one for a call.</summary>
    public static RequestTaskBuilder<TResult> Create() => default;

    /// <summary>Runs the method until it waits for the first time.</summary>
    public readonly void Start<TMachine>(ref TMachine machine)
        where TMachine : IAsyncStateMachine
    {
        // It keeps the method's changes of the execution context from its caller, and nothing else.
        default(AsyncValueTaskMethodBuilder<TResult>).Start(ref machine);
    }

    /// <summary>Does nothing: a method is moved into its box before the box knows of it.</summary>
    public readonly void SetStateMachine(IAsyncStateMachine machine)
    {
    }

    /// <summary>The method has given its result.</summary>
    public void SetResult(TResult result)
    {
        if (_box is null) _result = result;
        else _box.SetResult(result);
    }

    /// <summary>The method has failed.</summary>
    public void SetException(Exception exception) => (_box ??= new()).SetException(exception);

    /// <summary>The method waits.</summary>
    public void AwaitOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : INotifyCompletion
        where TMachine : IAsyncStateMachine => awaiter.OnCompleted(Boxed(ref machine).Continuation());

    /// <summary>The method waits for something that does not carry the execution context on.</summary>
    public void AwaitUnsafeOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : ICriticalNotifyCompletion
        where TMachine : IAsyncStateMachine => awaiter.UnsafeOnCompleted(Boxed(ref machine).Continuation());

    private RequestTaskBox<TMachine, TResult> Boxed<TMachine>(ref TMachine machine)
        where TMachine : IAsyncStateMachine
    {
        // Where it has waited before, the machine is the one in the box.
        if (_box is not null) return Unsafe.As<RequestTaskBox<TMachine, TResult>>(_box);
        var box = RequestTaskBox<TMachine, TResult>.Rent();
        // First, for this builder is part of the machine.
        _box = box;
        box.Machine = machine;
        return box;
    }
}
