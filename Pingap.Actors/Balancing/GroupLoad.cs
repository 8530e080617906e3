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

    /// <summary>Whether another one may begin at any of the backends, as far as they and limits are concerned.</summary>
    public bool HasRoomAt(ReadOnlySpan<BackendLoad> backends)
    {
        if (!HasRoom) return false;
        foreach (var backend in backends)
        {
            if (backend.Admits && backend.HasRoom) return true;
        }

        return false;
    }

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
