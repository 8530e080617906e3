using Pingap.Actors.Health;

namespace Pingap.Actors.Upstreams;

/// <summary>What operators have asked for one backend, and not taken back.</summary>
/// <param name="Withdrawal">That nothing new goes to it, if they have.</param>
/// <param name="Weight">Its weight, where that is not the configured one.</param>
public sealed record BackendOrders(Withdrawal? Withdrawal, int? Weight)
{
    /// <summary>Nothing.</summary>
    public static BackendOrders None { get; } = new(null, null);
}
