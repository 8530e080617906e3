namespace Pingap.Actors.Balancing;

/// <summary>Chooses among the eligible backends of a group. Its state belongs to the group's actor.</summary>
public interface IBalancer
{
    /// <summary>Whether it goes by the time, and by how long backends take to answer.</summary>
    bool GoesByLatency => false;

    /// <summary>The index of the backend to take, or -1 when none is eligible.</summary>
    /// <param name="backends">All backends of the group, in the order of its configuration.</param>
    /// <param name="key">What the request is told apart by: a hash of a part of it, or the backend that its cookie names; 0 is nothing.</param>
    /// <param name="now">The time, for balancers that go by it.</param>
    int Pick(ReadOnlySpan<BackendLoad> backends, ulong key, DateTimeOffset now);
}
