namespace Pingap.Actors.Balancing;

/// <summary>Chooses among the eligible backends of a group. Its state belongs to the group's actor.</summary>
public interface IBalancer
{
    /// <summary>The index of the backend to take, or -1 when none is eligible.</summary>
    /// <param name="backends">All backends of the group, in the order of its configuration.</param>
    /// <param name="clientHash">A stable hash of the client's address.</param>
    int Pick(ReadOnlySpan<BackendLoad> backends, ulong clientHash);
}
