namespace Pingap.Actors.Queueing;

/// <summary>Somebody who can stand in a <see cref="WaitingLine{T}"/>. The links are the line's own: so waiting allocates nothing.</summary>
public interface IWaiting<T>
    where T : class, IWaiting<T>
{
    /// <summary>Higher is served first; from 0 to <see cref="WaitingLine{T}.HighestPriority"/>.</summary>
    int Priority { get; }

    /// <summary>When the wait has lasted long enough.</summary>
    DateTimeOffset Deadline { get; }

    /// <summary>Whether it stands in a line. Set by the line.</summary>
    bool IsWaiting { get; set; }

    /// <summary>Who stands behind it. Set by the line.</summary>
    T? Behind { get; set; }

    /// <summary>Who stands before it. Set by the line.</summary>
    T? Before { get; set; }
}
