using Pingap.Actors.Health;

namespace Pingap.Gateway.Admin.Contract;

/// <summary>A backend as it runs.</summary>
/// <param name="Address">Where it is reached.</param>
/// <param name="Weight">Its share of the traffic; 0 gets none.</param>
/// <param name="IsHealthy">The verdict of probes and connections.</param>
/// <param name="Circuit">The state of its breaker.</param>
/// <param name="InFlight">Requests that it has not answered yet.</param>
/// <param name="EjectedUntil">When it gets requests again; <c>null</c> when it is not ejected.</param>
/// <param name="Changes">Its last changes and why, oldest first.</param>
public sealed record BackendInfo(
    string Address, int Weight, bool IsHealthy, CircuitState Circuit, int InFlight, DateTimeOffset? EjectedUntil, IReadOnlyList<ChangeInfo> Changes)
{
    /// <summary>Whether operators, or the configuration, let requests go to it.</summary>
    public DrainInfo Drain { get; init; } = DrainInfo.Active;

    /// <summary>How many of those in flight are streams that go both ways, such as WebSockets.</summary>
    public int Streams { get; init; }

    /// <summary>The weight it is configured with; an operator may have given it another.</summary>
    public int ConfiguredWeight { get; init; } = Weight;

    /// <summary>Its weight as it counts now: less while it warms up, 0 while nothing new goes to it.</summary>
    public double Share { get; init; } = Weight;

    /// <summary>Whether it gets requests only when no other can take any.</summary>
    public bool IsBackup { get; init; }

    /// <summary>How long it takes to answer; <c>null</c> where the algorithm does not go by that, or nobody knows yet.</summary>
    public double? LatencySeconds { get; init; }
}
