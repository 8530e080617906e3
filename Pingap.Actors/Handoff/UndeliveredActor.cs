using Akka.Actor;
using Akka.Event;

namespace Pingap.Actors.Handoff;

/// <summary>Abandons pooled messages that reached nobody, so that whoever awaits one hears of it at once.</summary>
public sealed class UndeliveredActor : UntypedActor
{
    /// <summary>One for an actor system.</summary>
    public static Props Props() => Akka.Actor.Props.Create<UndeliveredActor>();

    /// <inheritdoc/>
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(AllDeadLetters)); // unhandled ones included

    /// <inheritdoc/>
    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case AllDeadLetters { Message: IPooledMessage pooled }:
                pooled.Abandon();
                break;
            case AllDeadLetters:
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
