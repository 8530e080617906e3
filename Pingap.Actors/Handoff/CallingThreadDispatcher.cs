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

    [ThreadStatic]
    private static bool s_isRunning;

    /// <summary>Made by its configurator, one for an actor system.</summary>
    public CallingThreadDispatcher(MessageDispatcherConfigurator configurator)
        : base(configurator)
    {
    }

    /// <inheritdoc/>
    protected override void ExecuteTask(IRunnable run)
    {
        // A run inside a run would nest as deep as actors tell each other, and one front would work for all of them. It is also how a
        // mailbox that has more than one throughput's worth of messages gets off the thread that happened to find it idle.
        if (s_isRunning)
        {
            ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
            return;
        }

        s_isRunning = true;
        try
        {
            run.Run();
        }
        finally
        {
            s_isRunning = false;
        }
    }

    /// <inheritdoc/>
    protected override void Shutdown()
    {
        // There is no thread of its own to end.
    }
}
