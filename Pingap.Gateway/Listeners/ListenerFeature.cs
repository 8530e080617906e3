using Pingap.Actors.Configuration;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Listeners;

/// <summary>What a listener's connections say of it: one object for all of them, so that a new plan is seen by their next request.</summary>
internal sealed class ListenerFeature(ListenerPlan plan) : IListenerFeature
{
    private volatile ListenerPlan _plan = plan;
    private volatile Change _change = new(plan.Server, plan.Server, 0);

    public ListenerPlan Plan
    {
        get => _plan;
        set => _plan = value;
    }

    public ServerName ServerIn(long version)
    {
        var change = _change;
        return version >= change.Version ? change.Next : change.Before;
    }

    /// <summary>Says whose it is from a version on, before there is a request of that version.</summary>
    public void Announce(ServerName next, long version) => _change = new(_change.Next, next, version);

    private sealed record Change(ServerName Before, ServerName Next, long Version);
}
