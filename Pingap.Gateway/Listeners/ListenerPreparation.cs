using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Listeners;

/// <summary>What came of preparing listeners.</summary>
public abstract record ListenerPreparation
{
    private ListenerPreparation()
    {
    }

    /// <summary>All new addresses are bound; nothing is accepted on them yet.</summary>
    public sealed record Ready(ListenerChange Change) : ListenerPreparation;

    /// <summary>At least one address cannot be had; everything this call had bound is closed again.</summary>
    public sealed record Refused(ValueList<ListenerFailure> Failures) : ListenerPreparation;
}
