using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace Pingap.Gateway.Pipeline;

/// <summary>The result of a method of <see cref="RequestTaskBuilder{TResult}"/> that is not there yet.</summary>
internal class RequestTaskBox<TResult> : IValueTaskSource<TResult>
{
    private ManualResetValueTaskSourceCore<TResult> _core;

    /// <summary>Awaited once.</summary>
    public ValueTask<TResult> Task => new(this, _core.Version);

    public void SetResult(TResult result) => _core.SetResult(result);

    public void SetException(Exception exception) => _core.SetException(exception);

    TResult IValueTaskSource<TResult>.GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
            Return();
        }
    }

    ValueTaskSourceStatus IValueTaskSource<TResult>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<TResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    /// <summary>The result was taken; nobody knows the box any more.</summary>
    protected virtual void Return()
    {
    }
}

/// <summary>The same with the method itself: its place and its variables, kept while it waits.</summary>
internal sealed class RequestTaskBox<TMachine, TResult> : RequestTaskBox<TResult>
    where TMachine : IAsyncStateMachine
{
    // More than a thread has waiting at a time in any ordinary load.
    private const int MostKept = 1024;

    [ThreadStatic]
    private static RequestTaskBox<TMachine, TResult>? _kept;

    private readonly Action _goOn;
    private RequestTaskBox<TMachine, TResult>? _next;
    private ExecutionContext? _context;
    private int _depth;

    private RequestTaskBox() => _goOn = GoOn;

    /// <summary>The method.</summary>
    public TMachine Machine = default!;

    /// <summary>An empty one.</summary>
    public static RequestTaskBox<TMachine, TResult> Rent()
    {
        if (_kept is not { } box) return new();
        (_kept, box._next) = (box._next, null);
        return box;
    }

    /// <summary>What is to be called when the method can go on; in the execution context of now.</summary>
    public Action Continuation()
    {
        _context = ExecutionContext.Capture();
        return _goOn;
    }

    /// <inheritdoc/>
    protected override void Return()
    {
        Machine = default!;
        _context = null;
        var top = _kept;
        _depth = top is null ? 1 : top._depth + 1;
        if (_depth > MostKept) return;
        _next = top;
        _kept = this;
    }

    private void GoOn()
    {
        // As a rule nobody uses execution contexts on the way of a request, and nothing has to be changed and restored.
        var here = ExecutionContext.Capture();
        var context = _context;
        if (context is null || ReferenceEquals(context, here)) Machine.MoveNext();
        else ExecutionContext.Run(context, static box => Unsafe.As<RequestTaskBox<TMachine, TResult>>(box!).Machine.MoveNext(), this);
        if (here is not null && !ReferenceEquals(here, ExecutionContext.Capture())) ExecutionContext.Restore(here);
    }
}
