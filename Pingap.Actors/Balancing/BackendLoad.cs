using Pingap.Actors.Configuration;

namespace Pingap.Actors.Balancing;

/// <summary>
/// What a group knows of one of its backends while it balances. Touched by the group's actor alone: the mailbox is its lock.
/// </summary>
public sealed class BackendLoad(BackendAddress address, int weight)
{
    /// <summary>Where the backend is reached.</summary>
    public BackendAddress Address { get; } = address;

    /// <summary>Its share of the traffic; 0 is never picked.</summary>
    public int Weight { get; set; } = weight;

    /// <summary>Leases that have not ended.</summary>
    public int InFlight { get; set; }

    /// <summary>Whether the pick being made may take it. Set before every pick.</summary>
    public bool IsEligible { get; set; }

    /// <summary>The credit of smooth weighted round robin.</summary>
    internal int Credit { get; set; }
}
