using Akka.Actor;
using Pingap.Actors.Backends;
using Pingap.Actors.Balancing;
using Pingap.Actors.Configuration;
using Pingap.Actors.Health;

namespace Pingap.Actors.Upstreams;

/// <summary>One backend of a group: its load, the actor that owns it, what that actor last said, and what operators did.</summary>
internal sealed class GroupMember(BackendSettings settings, IActorRef actor, BackendLoad load)
{
    public BackendSettings Settings { get; } = settings;

    public IActorRef Actor { get; } = actor;

    public BackendLoad Load { get; } = load;

    /// <summary>Its last changes, which outlive the actor that said them.</summary>
    public ChangeLog Changes { get; init; } = new();

    /// <summary>What breaks off its requests.</summary>
    public BackendCut Cut { get; init; } = new();

    /// <summary>How many of its requests are streams.</summary>
    public StreamCount Streams { get; init; } = new();

    /// <summary>The weight it is configured with; operators may have given it another.</summary>
    public int ConfiguredWeight { get; set; } = load.Weight;

    /// <summary>Whether operators let requests go to it.</summary>
    public Drain Drain { get; private set; }

    public Availability Availability { get; private set; } = Availability.Initial;

    /// <summary>Whether it is left out; from the moment it may, which is before it has heard so.</summary>
    public bool IsEjected => Availability.EjectedUntil is not null || _allowed > Availability.Ejections;

    /// <summary>Whether it has a share of the traffic, as far as the configuration and operators say.</summary>
    public bool HasShare => Load is { Weight: > 0, IsOut: false };

    /// <summary>Whether it has a share of the traffic, and its owner lets requests through.</summary>
    public bool IsAvailable => HasShare && !Load.Admission.IsNone;

    private long _allowed;

    /// <summary>Its actor has said what holds now.</summary>
    /// <param name="availability">What holds.</param>
    /// <param name="isStart">Whether the actor has begun anew and knows of no ejection.</param>
    public void Now(Availability availability, bool isStart)
    {
        if (isStart)
        {
            _allowed = 0;
            if (Drain.State is DrainState.Disabled) SayWhetherToProbe();
        }

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

    /// <summary>Operators let requests go to it, or no more; or what was under way has ended.</summary>
    public void Now(Drain drain)
    {
        var wasProbed = Drain.State is not DrainState.Disabled;
        Drain = drain;
        Load.Withdraw(drain.IsOut);
        if (wasProbed != drain.State is not DrainState.Disabled) SayWhetherToProbe();
    }

    private void SayWhetherToProbe() => Actor.Tell(new BackendProtocol.ProbesWanted(Drain.State is not DrainState.Disabled));

    private static Admission Admitted(Availability availability) => availability switch
    {
        { IsHealthy: false } or { Circuit: CircuitState.Open } => Admission.None,
        { Circuit: CircuitState.HalfOpen } => Admission.OnTrial(availability.Trial, availability.Places),
        _ => Admission.AllSince(availability.Trial),
    };
}
