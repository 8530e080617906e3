using Akka.Actor;
using Akka.Event;
using Pingap.Actors.Control.Sources;

namespace Pingap.Actors.Control;

/// <summary>Tells an actor when its source is to be read without anybody asking: when a change of it has settled, and now and then.</summary>
/// <param name="source">What is watched.</param>
/// <param name="actor">Who is told <see cref="Signal"/>s.</param>
/// <param name="timers">The actor's.</param>
/// <param name="clock">What the timers go by.</param>
internal sealed class SourceNews(IConfigSource source, IActorRef actor, ITimerScheduler timers, ITimeProvider clock) : IDisposable
{
    private const string SettleTimer = "settle";
    private const string PollTimer = "poll";

    /// <summary>How long a source must be quiet after a change: editors write a file in several steps.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(200);

    /// <summary>How often the source is read without a notification, which some file systems do not give.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestSettleTime = TimeSpan.FromSeconds(2);

    private IDisposable? _watch;
    private DateTimeOffset _unsettledSince;

    /// <summary>What the actor is told.</summary>
    internal enum Signal
    {
        /// <summary>The source has changed; the actor calls <see cref="Settle"/> when it is free to.</summary>
        Changed,

        /// <summary>It has been quiet for long enough to be read.</summary>
        Settled,

        /// <summary>It has not been looked at for a while.</summary>
        Poll,
    }

    /// <summary>Whether somebody is writing: half of a text may be valid.</summary>
    public bool IsSettling => timers.IsTimerActive(SettleTimer);

    /// <summary>Begins to watch.</summary>
    public void Start(ILoggingAdapter log)
    {
        try
        {
            _watch = source.Watch(() => actor.Tell(Signal.Changed));
        }
        catch (IOException none)
        {
            log.Warning("changes of {Source} are noticed only every {Interval}: {Reason}", source.Name, PollInterval, none.Message);
        }

        timers.StartPeriodicTimer(PollTimer, Signal.Poll, PollInterval);
    }

    /// <summary>Waits for the source to be quiet. A file that somebody writes all the time must not keep its changes from being seen for ever.</summary>
    public void Settle()
    {
        var now = clock.Now;
        if (!IsSettling) _unsettledSince = now;
        if (now - _unsettledSince < LongestSettleTime) timers.StartSingleTimer(SettleTimer, Signal.Settled, SettleTime);
    }

    /// <inheritdoc/>
    public void Dispose() => _watch?.Dispose();
}
