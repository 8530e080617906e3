using Akka.Actor;
using Pingap.Actors.Upstreams;

namespace Pingap.Gateway.Tests.Proxying;

/// <summary>A group that has one answer to every pick.</summary>
internal sealed class AnsweringGroup(PickResult result, Action<PickRequest>? onPick) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        if (message is not PickSlot slot)
        {
            Unhandled(message);
            return;
        }

        onPick?.Invoke(slot.Request);
        slot.Answer(result);
    }
}
