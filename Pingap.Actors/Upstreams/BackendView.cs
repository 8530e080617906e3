using Pingap.Actors.Configuration;
using Pingap.Actors.Health;

namespace Pingap.Actors.Upstreams;

/// <summary>What a group knows of one backend, for people and tests.</summary>
/// <param name="Address">Where it is reached.</param>
/// <param name="Weight">Its share of the traffic, as configured or as an operator has it.</param>
/// <param name="InFlight">Leases that have not ended.</param>
/// <param name="Availability">Whether requests may go to it.</param>
public sealed record BackendView(BackendAddress Address, int Weight, int InFlight, Availability Availability)
{
    /// <summary>How many of those in flight are streams that go both ways, such as WebSockets.</summary>
    public int Streams { get; init; }

    /// <summary>The weight it is configured with.</summary>
    public int ConfiguredWeight { get; init; } = Weight;

    /// <summary>Its weight as it counts now: less while it warms up, and nothing when nothing new goes to it.</summary>
    public double Share { get; init; }

    /// <summary>Whether it gets requests only when no other can take any.</summary>
    public bool IsBackup { get; init; }

    /// <summary>Whether operators, or the configuration, let requests go to it.</summary>
    public Drain Drain { get; init; }

    /// <summary>How long it takes to answer; <c>null</c> where the algorithm does not go by that, or nobody knows yet.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>Its last changes and why, oldest first.</summary>
    public ValueList<ChangeEntry> Changes { get; init; } = [];
}
