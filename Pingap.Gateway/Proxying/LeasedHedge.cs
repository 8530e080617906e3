using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;
using Pingap.Actors.Upstreams;
using Pingap.Gateway.Forwarding;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Proxying;

/// <summary>Finds the backend of a second copy at the upstream's group, within the retry budget, and ends the leases of both copies.</summary>
internal sealed class LeasedHedge : Hedge
{
    private readonly ProxyContext _context;
    private readonly UpstreamView _upstream;
    private readonly LocationPlan _plan;
    private readonly Lease _first;
    private Lease _second;
    private int _isOtherEnded;

    private LeasedHedge(TimeSpan after, ProxyContext context, UpstreamView upstream, LocationPlan plan, Lease first)
        : base(after) => (_context, _upstream, _plan, _first) = (context, upstream, plan, first);

    /// <summary>The hedge of a request, or <c>null</c> if its location has none or it is not to be sent twice at a time.</summary>
    /// <param name="context">The request.</param>
    /// <param name="upstream">Its upstream.</param>
    /// <param name="plan">Its location.</param>
    /// <param name="first">The lease of its first copy.</param>
    public static LeasedHedge? For(ProxyContext context, UpstreamView upstream, LocationPlan plan, Lease first) =>
        plan.Config.HedgeAfter is { } after && IsHarmless(context) && upstream.Handle.Config.Balancing.Algorithm is not BalancingAlgorithm.Sticky
            ? new(after, context, upstream, plan, first)
            : null;

    /// <summary><c>host:port</c> of the backend whose copy's result is not that of the exchange.</summary>
    public string OtherBackend => _upstream.Client.OriginOf((HasWon ? _first : _second).Backend).Authority;

    /// <inheritdoc/>
    public override CancellationToken BrokenOff => _second.BrokenOff;

    /// <inheritdoc/>
    public override async ValueTask<BackendOrigin?> PickAsync()
    {
        if (!_plan.AllowsRetry(_context.Attempts, Stopwatch.GetElapsedTime(_context.Started))) return null;
        (_context.Tried ??= new()).Add(_first.Backend);
        var asked = new PickRequest(
            _upstream.Keys.Of(_context).Value, _context.Tried, _upstream.Version, _plan.Config.QueuePriority, _context.Waited, TimeSpan.Zero, IsRepetition: true) { Dialed = _context.Dialed };
        var pick = await _upstream.Handle.PickAsync(asked).ConfigureAwait(false);
        if (pick.Status is not PickStatus.Picked) return null;
        _second = pick.Lease;
        _context.Tried.Add(_second.Backend);
        _context.Attempts++;
        _context.IsRepetition = true;
        _context.MayDeclineUntil = _plan.MayDeclineUntil(_context, _upstream.Handle);
        return _upstream.Client.OriginOf(_second.Backend);
    }

    /// <inheritdoc/>
    public override void OtherEnded()
    {
        if (Interlocked.Exchange(ref _isOtherEnded, 1) == 0) (HasWon ? _first : _second).End(ForwardVerdict.OutcomeOf(Other), Other.FirstByte);
    }

    /// <summary>Ends the leases of both copies, as far as they have not ended: the one whose result was taken may go on for long after the other was given up.</summary>
    /// <param name="outcome">Of the one whose result was taken.</param>
    /// <param name="firstByte">The time to its first byte, counted from the first copy.</param>
    public void End(Outcome outcome, TimeSpan firstByte)
    {
        (HasWon ? _second : _first).End(outcome, HasWon ? FirstByte : firstByte);
        OtherEnded();
    }

    // Safe methods (RFC 9110 §9.2.1): two copies at a time of others may overtake each other. And nothing that becomes a tunnel.
    private static bool IsHarmless(ProxyContext context) =>
        (HttpMethods.IsGet(context.Method) || HttpMethods.IsHead(context.Method) || HttpMethods.IsOptions(context.Method))
        && context.Server.BodyDetection is not { CanHaveBody: true }
        && context.Server.Upgrade is not { IsUpgradableRequest: true };
}
