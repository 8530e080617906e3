#pragma warning disable // What stands here is wrong on purpose; the rules must see it.
using Akka.Actor;

namespace Pingap.Architecture.Tests.Samples.Wires.Control;

internal class StartsTopLevel
{
    public IActorRef Start(ActorSystem system) => system.ActorOf(Akka.Actor.Props.Empty, "top");
}

internal class StartsChild : UntypedActor
{
    protected override void PreStart() => Context.ActorOf(Akka.Actor.Props.Empty, "child");

    protected override void OnReceive(object message) => Unhandled(message);
}
