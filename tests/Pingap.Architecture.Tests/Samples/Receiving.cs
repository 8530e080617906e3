#pragma warning disable // What stands here is wrong on purpose; the rules must see it.
using Akka.Actor;

namespace Pingap.Architecture.Tests.Samples.Receiving;

internal class Forgetful : UntypedActor
{
    protected override void OnReceive(object message)
    {
        if (message is string text) Sender.Tell(text);
    }
}

internal class ForgetfulLater : UntypedActor
{
    protected override void OnReceive(object message)
    {
        if (message is string) Become(Applying);
        else Unhandled(message);
    }

    private void Applying(object message)
    {
        if (message is int) Become(Idle);
    }

    private void Idle(object message) => Rest(message);

    private void Rest(object message)
    {
        switch (message)
        {
            case string:
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
