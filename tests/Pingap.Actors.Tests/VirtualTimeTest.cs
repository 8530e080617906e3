using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Pingap.Actors.Handoff;
using ProductDispatcher = Pingap.Actors.Handoff.CallingThreadDispatcherConfigurator;

namespace Pingap.Actors.Tests;

/// <summary>An actor system with the product's dispatcher whose clock stands still until the test moves it.</summary>
public abstract class VirtualTimeTest : TestKit
{
    private static readonly string Hocon =
        $$"""
        akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
        akka.test.default-timeout = 20s
        akka.test.single-expect-default = 20s
        akka.loglevel = WARNING
        {{ProductDispatcher.Hocon}}
        """;

    protected VirtualTimeTest()
        : base(Hocon) => Sys.ActorOf(UndeliveredActor.Props());

    protected TestScheduler Clock => (TestScheduler)Sys.Scheduler;
}
