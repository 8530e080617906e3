using Pingap.Actors.Configuration;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Listeners;

/// <summary>What a listener's connections say of it: one object for all of them, so that a new plan is seen by their next request.</summary>
internal sealed class ListenerFeature(ListenerPlan plan) : IListenerFeature
{
    private volatile ListenerPlan _plan = plan;

    public ListenerPlan Plan
    {
        get => _plan;
        set => _plan = value;
    }

    public ServerName Server => _plan.Server;
}
