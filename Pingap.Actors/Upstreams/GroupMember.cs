using Akka.Actor;
using Pingap.Actors.Backends;
using Pingap.Actors.Balancing;
using Pingap.Actors.Health;

namespace Pingap.Actors.Upstreams;

/// <summary>One backend of a group: its load, the actor that owns it, and what that actor last said.</summary>
internal sealed class GroupMember(BackendSettings settings, IActorRef actor, BackendLoad load)
{
    public BackendSettings Settings { get; } = settings;

    public IActorRef Actor { get; } = actor;

    public BackendLoad Load { get; } = load;

    public Availability Availability { get; private set; } = Availability.Initial;

    public void Now(Availability availability)
    {
        Availability = availability;
        Load.Admit(Admitted(availability));
    }

    private static Admission Admitted(Availability availability) => availability switch
    {
        { IsHealthy: false } or { Circuit: CircuitState.Open } => Admission.None,
        { Circuit: CircuitState.HalfOpen } => Admission.OnTrial(availability.Trial, availability.Places),
        _ => Admission.All,
    };
}
