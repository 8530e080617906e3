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
    string Address, int Weight, bool IsHealthy, CircuitState Circuit, int InFlight, DateTimeOffset? EjectedUntil, IReadOnlyList<ChangeInfo> Changes);
