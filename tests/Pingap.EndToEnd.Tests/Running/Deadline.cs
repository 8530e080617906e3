namespace Pingap.EndToEnd.Tests.Running;

/// <summary>How long tests wait for what must come: much longer than it takes on a busy machine.</summary>
public static class Deadline
{
    /// <summary>60 s.</summary>
    public static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);

    /// <summary>A token that is cancelled when a generous time is over.</summary>
    public static CancellationToken Token => new CancellationTokenSource(Generous).Token;

    /// <summary>The task, but not for ever.</summary>
    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Generous);

    /// <summary>The task, but not for ever.</summary>
    public static Task InTime(this Task task) => task.WaitAsync(Generous);
}
