using Akka.Dispatch;

namespace Pingap.Actors.Handoff;

/// <summary>
/// Runs an idle actor on the thread that told it, so that a request is answered before <c>Tell</c> returns and no thread changes
/// hands. A busy actor is served by the thread that already runs it. Receives on this dispatcher are short, never block, and do no I/O.
/// </summary>
public sealed class CallingThreadDispatcher : MessageDispatcher
{
    /// <summary>The dispatcher's id in the actor system's configuration.</summary>
    public const string Path = "pingap.calling-thread-dispatcher";

    // How often an actor is run in a row: who tells it from another thread just as a run ends has it run once more, which takes less than
    // to wake a thread for it. No more than that, or one front would work for all of them.
    private const int MostRuns = 4;

    [ThreadStatic]
    private static Place? _place;

    /// <summary>Made by its configurator, one for an actor system.</summary>
    public CallingThreadDispatcher(MessageDispatcherConfigurator configurator)
        : base(configurator)
    {
    }

    /// <inheritdoc/>
    protected override void ExecuteTask(IRunnable run)
    {
        var place = _place ??= new();
        if (place.Running is null) RunHere(run, place);
        else if (place.Running == run) place.IsWanted = true;
        // A run inside a run would nest as deep as actors tell each other.
        else ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
    }

    /// <inheritdoc/>
    protected override void Shutdown()
    {
        // There is no thread of its own to end.
    }

    private static void RunHere(IRunnable run, Place place)
    {
        place.Running = run;
        try
        {
            for (var runs = 0; runs < MostRuns; runs++)
            {
                place.IsWanted = false;
                run.Run();
                if (!place.IsWanted) return;
            }
        }
        finally
        {
            place.Running = null;
            if (place.IsWanted) ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
        }
    }

    /// <summary>What a thread is running.</summary>
    private sealed class Place
    {
        public IRunnable? Running { get; set; }

        /// <summary>Whether it is to run once more.</summary>
        public bool IsWanted { get; set; }
    }
}
