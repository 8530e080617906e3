using Akka.Actor;
using Pingap.Actors.Upstreams;

namespace Pingap.Gateway.Tests.Proxying;

/// <summary>A group whose actor ends before it answers, and what happens then.</summary>
internal sealed class LosingGroup(Action onLost) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        if (message is not PickSlot slot)
        {
            Unhandled(message);
            return;
        }

        slot.Abandon();
        onLost();
    }
}
