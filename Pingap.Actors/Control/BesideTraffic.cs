namespace Pingap.Actors.Control;

/// <summary>
/// Runs the work of a change beside the traffic, on a thread of its own: the pool has as many threads as there are processors, and each that reads a configuration is one
/// that answers no request.
/// </summary>
public static class BesideTraffic
{
    /// <summary>Runs it.</summary>
    /// <param name="work">Something that computes; what it waits for, it waits for on this thread.</param>
    /// <returns>What it returns or throws.</returns>
    public static Task<T> RunAsync<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
