using Pingap.Actors.Configuration;
using Pingap.Actors.Health;

namespace Pingap.Actors.Upstreams;

/// <summary>What a group knows of one backend, for people and tests.</summary>
/// <param name="Address">Where it is reached.</param>
/// <param name="Weight">Its share of the traffic.</param>
/// <param name="InFlight">Leases that have not ended.</param>
/// <param name="Availability">Whether requests may go to it.</param>
public sealed record BackendView(BackendAddress Address, int Weight, int InFlight, Availability Availability)
{
    /// <summary>Its last changes and why, oldest first.</summary>
    public ValueList<ChangeEntry> Changes { get; init; } = [];
}
