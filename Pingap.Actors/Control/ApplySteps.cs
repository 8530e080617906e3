using Akka.Actor;
using Akka.Event;
using Pingap.Actors.Configuration;
using Pingap.Actors.Control.History;
using Pingap.Actors.Upstreams;

namespace Pingap.Actors.Control;

/// <summary>
/// The steps of an apply that take time. What comes of each is told to the actor as a <see cref="StepEnded"/>. Lives as long as one life of the actor does,
/// so that one that crashed leaves its steps to nobody.
/// </summary>
internal sealed class ApplySteps(IActorRef actor, LastingHistory history, IActorRef upstreams, IApplyParticipant participant, ILoggingAdapter log) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private ApplyPreparation.Ready? _ready;

    /// <summary>Ends with whatever asks.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Finds out what is to be applied.</summary>
    public void Choose(Task<Proposal> proposal) => Await(proposal);

    /// <summary>Starts the groups that are new.</summary>
    public void PrepareGroups(ProxyConfig config, long version) => Await(upstreams.Ask<UpstreamsProtocol.Prepared>(
        new UpstreamsProtocol.Prepare(config.Upstreams.Values.ToValueList()) { Version = version }, Timeout.InfiniteTimeSpan, Stopping));

    /// <summary>Starts listeners, certificates and routes that are new.</summary>
    public void PrepareFront(VersionedConfig next) => Await(participant.PrepareAsync(next, Stopping));

    /// <summary>Remembers a version that is <paramref name="isReady"/> to run before it does: a proxy that is killed between the two begins with what was about to run.</summary>
    public void WriteDown(InForce next, bool isNew, ApplyPreparation.Ready isReady)
    {
        _ready = isReady;
        if (isNew) Await(history.AddAsync(next.Version, next.Standing, Stopping));
        else Hold(next);
    }

    /// <summary>Remembers something else of the version that runs.</summary>
    public void Hold(InForce now) => Await(history.HoldAsync(now.Standing, Stopping));

    /// <summary>Switches to what is ready, and lets go of what is gone.</summary>
    public void Commit(ProxyConfig config)
    {
        var ready = _ready!;
        _ready = null; // from here on there is nothing to undo
        ready.Commit();
        upstreams.Tell(new UpstreamsProtocol.Commit(config.Basic.GracePeriod));
    }

    /// <summary>Takes down what was begun.</summary>
    public void Abort()
    {
        upstreams.Tell(UpstreamsProtocol.Abort.Instance);
        if (_ready is { } ready) Undo(ready);
        _ready = null;
    }

    /// <summary>Whether it is a step of this life. What comes of another's is taken down.</summary>
    public bool Owns(StepEnded ended)
    {
        if (ended.Of == this) return true;
        if (ended.Outcome is ApplyPreparation.Ready late) Undo(late);
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private void Await<T>(Task<T> step) where T : class =>
        step.PipeTo(actor, success: outcome => new StepEnded(this, outcome), failure: reason => new StepEnded(this, new Status.Failure(reason)));

    private void Await(Task writing) =>
        writing.PipeTo(actor, success: () => new StepEnded(this, WrittenDown.Instance), failure: reason => new StepEnded(this, new Status.Failure(reason)));

    private void Undo(ApplyPreparation.Ready ready) => ready.Undo().AsTask().ContinueWith(
        undone => log.Error(undone.Exception, "undoing a prepared configuration failed"), TaskContinuationOptions.OnlyOnFaulted);

    /// <summary>A step is over.</summary>
    /// <param name="Of">Whose step it was.</param>
    /// <param name="Outcome">A <see cref="Proposal"/>, <see cref="UpstreamsProtocol.Prepared"/>, an <see cref="ApplyPreparation"/>, <see cref="WrittenDown"/> or a failure.</param>
    internal sealed record StepEnded(ApplySteps Of, object Outcome);

    /// <summary>The history has it, or keeps it until its store does.</summary>
    internal sealed record WrittenDown
    {
        /// <summary>The only one.</summary>
        public static readonly WrittenDown Instance = new();

        private WrittenDown()
        {
        }
    }
}
