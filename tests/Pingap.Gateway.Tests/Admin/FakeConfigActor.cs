using System.Collections.Concurrent;
using Akka.Actor;

namespace Pingap.Gateway.Tests.Admin;

/// <summary>Stands in for the config actor: says what the test wants said, and keeps what it heard.</summary>
internal sealed class FakeConfigActor(Func<object, object?> reply, ConcurrentQueue<object> heard) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        heard.Enqueue(message);
        if (reply(message) is { } said) Sender.Tell(said);
    }
}
