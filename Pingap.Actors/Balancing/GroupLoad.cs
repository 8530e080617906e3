namespace Pingap.Actors.Balancing;

/// <summary>The requests of a group that are under way, at whichever backend. Touched by the group's actor alone.</summary>
public sealed class GroupLoad
{
    /// <summary>Leases that have not ended, those of backends that are gone included.</summary>
    public int InFlight { get; private set; }

    /// <summary>The most of them at a time.</summary>
    public int Limit { get; set; } = int.MaxValue;

    /// <summary>Whether another one may begin.</summary>
    public bool HasRoom => InFlight < Limit;

    /// <summary>Those among them that repeat what a backend has seen already.</summary>
    public int Repetitions { get; private set; }

    internal void Begin(bool isRepetition)
    {
        InFlight++;
        if (isRepetition) Repetitions++;
    }

    internal void End(bool isRepetition)
    {
        InFlight--;
        if (isRepetition) Repetitions--;
    }
}
