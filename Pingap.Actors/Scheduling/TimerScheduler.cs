using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Pingap.Actors.Scheduling;

/// <summary>
/// The actor system's clock and alarm, made of the runtime's timers. Akka's own wakes a thread at each tick, whether or not something is due; this one sleeps until then, so that a
/// proxy without requests costs nothing, and is as exact as the system's timers.
/// </summary>
public sealed class TimerScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    private static readonly long Start = Stopwatch.GetTimestamp();
    private volatile bool _isDisposed;

    /// <summary>Called by the actor system, with its configuration.</summary>
    public TimerScheduler(Config config, ILoggingAdapter log)
        : base(config, log)
    {
    }

    /// <summary>Has the actor system use it.</summary>
    public static string Hocon { get; } = $"""akka.scheduler.implementation = "{typeof(TimerScheduler).AssemblyQualifiedName}" """;

    /// <inheritdoc/>
    public override TimeSpan MonotonicClock => Stopwatch.GetElapsedTime(Start);

    /// <inheritdoc/>
    public override TimeSpan HighResMonotonicClock => Stopwatch.GetElapsedTime(Start);

    /// <inheritdoc/>
    protected override DateTimeOffset TimeNow => DateTimeOffset.UtcNow;

    /// <summary>Whatever is due from now on is not done.</summary>
    public void Dispose() => _isDisposed = true;

    /// <inheritdoc/>
    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Begin(delay, Timeout.InfiniteTimeSpan, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Begin(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Begin(delay, Timeout.InfiniteTimeSpan, action, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => Begin(delay, Timeout.InfiniteTimeSpan, action.Run, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Begin(initialDelay, interval, action, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Begin(initialDelay, interval, action.Run, cancelable);

    private void Begin(TimeSpan delay, TimeSpan interval, Action action, ICancelable? cancelable)
    {
        if (_isDisposed) throw new SchedulerException("nothing is scheduled any more: the actor system has ended");
        if (cancelable is { IsCancellationRequested: true }) return;
        new Alarm(this, action, interval).Set(delay, cancelable);
    }

    [SuppressMessage("Reliability", "CA1001", Justification = "It ends its timer itself, when it has rung or is cancelled.")]
    private sealed class Alarm(TimerScheduler scheduler, Action action, TimeSpan interval)
    {
        // The timer takes no more than 49 days at a time.
        private static readonly TimeSpan Longest = TimeSpan.FromDays(49);
        private Timer? _timer;
        private CancellationTokenRegistration _cancellation;
        private volatile bool _isOver;
        private TimeSpan _due;

        public void Set(TimeSpan delay, ICancelable? cancelable)
        {
            // Before it is set: it may ring at once.
            _timer = new Timer(static alarm => ((Alarm)alarm!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (cancelable is not null) _cancellation = cancelable.Token.UnsafeRegister(static alarm => ((Alarm)alarm!).End(), this);
            _due = scheduler.MonotonicClock + delay;
            if (!_isOver) Change(delay);
        }

        private void Change(TimeSpan delay)
        {
            try
            {
                // Not before its time: the timer counts whole milliseconds, and may be in the middle of one.
                var wait = delay > TimeSpan.Zero ? TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds) + 1) : TimeSpan.Zero;
                _timer!.Change(wait < Longest ? wait : Longest, Timeout.InfiniteTimeSpan);
            }
            catch (ObjectDisposedException)
            {
                // Cancelled at this moment.
            }
        }

        private void Ring()
        {
            if (_isOver) return;
            if (scheduler._isDisposed)
            {
                End();
                return;
            }

            if (_due - scheduler.MonotonicClock is var left && left > TimeSpan.Zero)
            {
                Change(left);
                return;
            }

            if (interval == Timeout.InfiniteTimeSpan)
            {
                End();
                _cancellation.Dispose();
            }

            try
            {
                action();
            }
            catch (Exception failure)
            {
                // As Akka's own does: what one action throws must not end the process, nor the others.
                scheduler.Log.Error(failure, "a scheduled action failed");
            }

            if (_isOver) return;
            // The next is due by the clock, however long this one took; what should have been meanwhile is left out, or it would come all at once.
            var now = scheduler.MonotonicClock;
            _due += interval;
            if (_due <= now) _due = now + interval;
            Change(_due - now);
        }

        private void End()
        {
            _isOver = true;
            _timer!.Dispose();
        }
    }
}
