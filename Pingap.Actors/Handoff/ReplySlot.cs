using System.Threading.Tasks.Sources;

namespace Pingap.Actors.Handoff;

/// <summary>
/// A pooled message that is its own awaitable: the front tells it to an actor and awaits it, the actor replies into it. Nothing
/// is allocated, and where the actor answers before <c>Tell</c> returns, no thread changes hands.
/// </summary>
/// <remarks>
/// A slot belongs to the front until it is told, to the actor until it replies, and to the pool as soon as the reply is taken:
/// an actor must forget a slot when it replies to it, because the same object is another request a moment later.
/// </remarks>
public abstract class ReplySlot<TReply> : IPooledMessage, IValueTaskSource<TReply>
{
    private ManualResetValueTaskSourceCore<TReply> _core = new() { RunContinuationsAsynchronously = true };
    private IContinuations? _front;
    private Action<object?>? _continuation;
    private object? _state;
    private int _isAnswered;
    private bool _isForsaken;

    /// <summary>The reply to come. Await it exactly once.</summary>
    public ValueTask<TReply> Reply => new(this, _core.Version);

    /// <summary>Where the front goes on if it has to wait; on the thread pool where this is not said. Said before the slot is told.</summary>
    public void ContinueOn(IContinuations front)
    {
        _front = front;
        // Only the word that there is a reply is run by who answers.
        _core.RunContinuationsAsynchronously = false;
    }

    /// <summary>What a front hears when its slot was lost with an actor.</summary>
    protected abstract TReply Lost { get; }

    /// <summary>Answers the slot; the first answer counts.</summary>
    public void Answer(TReply reply)
    {
        if (Interlocked.Exchange(ref _isAnswered, 1) == 0) _core.SetResult(reply);
    }

    /// <inheritdoc/>
    public void Abandon() => Answer(Lost);

    /// <summary>
    /// Said by the front, before it awaits the reply, of a slot that was told to an actor which had ended: without an answer it is lost. It is
    /// not used again, for it may lie among the dead letters and be abandoned a second time.
    /// </summary>
    public void Forsake()
    {
        _isForsaken = true;
        Abandon();
    }

    /// <summary>Gives the slot back to its pool; the reply has been taken.</summary>
    protected abstract void Return();

    TReply IValueTaskSource<TReply>.GetResult(short token)
    {
        var reply = _core.GetResult(token);
        if (_isForsaken) return reply;
        (_front, _continuation, _state) = (null, null, null);
        _core.RunContinuationsAsynchronously = true;
        _core.Reset();
        Volatile.Write(ref _isAnswered, 0);
        Return();
        return reply;
    }

    ValueTaskSourceStatus IValueTaskSource<TReply>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<TReply>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        if (_front is null)
        {
            _core.OnCompleted(continuation, state, token, flags);
            return;
        }

        (_continuation, _state) = (continuation, state);
        _core.OnCompleted(static slot => ((ReplySlot<TReply>)slot!).Continue(), this, token, ValueTaskSourceOnCompletedFlags.None);
    }

    private void Continue() => _front!.Post(_continuation!, _state);
}
