using Akka.Actor;
using Pingap.Actors.Backends;
using Pingap.Actors.Balancing;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;

namespace Pingap.Actors.Upstreams;

/// <summary>One backend of a group: its load, the actor that owns it, and what that actor last said.</summary>
internal sealed class GroupMember(BackendSettings settings, IActorRef actor, BackendLoad load)
{
    public BackendSettings Settings { get; } = settings;

    public IActorRef Actor { get; } = actor;

    public BackendLoad Load { get; } = load;

    /// <summary>Its last changes, which outlive the actor that said them.</summary>
    public ChangeLog Changes { get; init; } = new();

    public Availability Availability { get; private set; } = Availability.Initial;

    /// <summary>Whether it is left out; from the moment it may, which is before it has heard so.</summary>
    public bool IsEjected => Availability.EjectedUntil is not null || _allowed > Availability.Ejections;

    /// <summary>Whether it has a share of the traffic, and its owner lets requests through.</summary>
    public bool IsAvailable => Load.Weight > 0 && !Load.Admission.IsNone;

    private long _allowed;

    /// <summary>Takes on a configuration in which its settings are the same.</summary>
    public GroupMember Take(UpstreamConfig config, BackendConfig backend)
    {
        Load.Take(backend);
        Load.Limit = config.Capacity.LimitOf(config.Protocol);
        return this;
    }

    /// <summary>Its actor has said what holds now.</summary>
    /// <param name="availability">What holds.</param>
    /// <param name="isStart">Whether the actor has begun anew and knows of no ejection.</param>
    public void Now(Availability availability, bool isStart)
    {
        if (isStart) _allowed = 0;
        Availability = availability;
        Load.Admit(IsEjected ? Admission.None : Admitted(availability));
    }

    /// <summary>It may be left out.</summary>
    /// <param name="number">Which of its ejections this is.</param>
    public void Eject(long number)
    {
        _allowed = number;
        Load.Admit(Admission.None);
    }

    private static Admission Admitted(Availability availability) => availability switch
    {
        { IsHealthy: false } or { Circuit: CircuitState.Open } => Admission.None,
        { Circuit: CircuitState.HalfOpen } => Admission.OnTrial(availability.Trial, availability.Places),
        _ => Admission.AllSince(availability.Trial),
    };
}
