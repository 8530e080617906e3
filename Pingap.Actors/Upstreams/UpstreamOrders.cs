using System.Collections.Immutable;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;

namespace Pingap.Actors.Upstreams;

/// <summary>What operators have asked for an upstream and its backends, and not taken back. A value; each order returns the next.</summary>
public sealed class UpstreamOrders
{
    private readonly ImmutableDictionary<BackendAddress, BackendOrders> _backends;

    private UpstreamOrders(Withdrawal? whole, ImmutableDictionary<BackendAddress, BackendOrders> backends)
    {
        Whole = whole;
        _backends = backends;
    }

    /// <summary>Nothing.</summary>
    public static UpstreamOrders None { get; } = new(null, ImmutableDictionary<BackendAddress, BackendOrders>.Empty);

    /// <summary>That nothing new goes to any backend of it, those to come included.</summary>
    public Withdrawal? Whole { get; }

    /// <summary>The backends that something was asked for.</summary>
    public IEnumerable<BackendAddress> Backends => _backends.Keys;

    /// <summary>What holds for a backend: what was asked for it, and for all of the upstream.</summary>
    public Withdrawal? WithdrawalOf(BackendAddress backend) => Withdrawal.Both(_backends.GetValueOrDefault(backend)?.Withdrawal, Whole);

    /// <summary>The weight that was asked for, or <c>null</c> for the configured one.</summary>
    public int? WeightOf(BackendAddress backend) => _backends.GetValueOrDefault(backend)?.Weight;

    /// <summary>With one more.</summary>
    /// <param name="order">What is asked.</param>
    /// <param name="backend">For which backend; <c>null</c> for the upstream as a whole, of which there is no weight.</param>
    /// <param name="now">The time.</param>
    public UpstreamOrders With(OperatorOrder order, BackendAddress? backend, DateTimeOffset now)
    {
        if (backend is not { } address) return new(Withdrawn(order, Whole, now), _backends);
        var before = _backends.GetValueOrDefault(address) ?? BackendOrders.None;
        var after = order.Kind is OrderKind.Weigh ? before with { Weight = order.Weight } : before with { Withdrawal = Withdrawn(order, before.Withdrawal, now) };
        return new(Whole, after == BackendOrders.None ? _backends.Remove(address) : _backends.SetItem(address, after));
    }

    /// <summary>Without those for backends that are not among these.</summary>
    public UpstreamOrders Of(IReadOnlySet<BackendAddress> backends) =>
        new(Whole, _backends.RemoveRange(_backends.Keys.Where(backend => !backends.Contains(backend))));

    private static Withdrawal? Withdrawn(OperatorOrder order, Withdrawal? before, DateTimeOffset now) => order.Kind is OrderKind.Drain or OrderKind.Disable
        ? new Withdrawal(before?.Since ?? now, now + order.Within, order.Kind is OrderKind.Disable) { Cause = order.Cause, Evidence = order.Evidence }
        : null;
}
