namespace Pingap.Actors.Handoff;

/// <summary>Where a front goes on when its reply has come, such as the thread that its connections live on.</summary>
public interface IContinuations
{
    /// <summary>Has something run there, soon and not by the caller. May be called on any thread.</summary>
    void Post(Action<object?> run, object? state);
}
