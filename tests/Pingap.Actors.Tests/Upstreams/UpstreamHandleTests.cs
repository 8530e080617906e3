using Akka.Actor;
using Pingap.Actors.Upstreams;
using Pingap.Testing;

namespace Pingap.Actors.Tests.Upstreams;

public sealed class UpstreamHandleTests
{
    [Fact]
    public async Task A_pick_that_an_ending_group_swallows_without_a_trace_is_lost_at_once()
    {
        var handle = new UpstreamHandle(Some.Upstream());
        handle.Lead(new Swallowing(isTerminated: true));

        var pick = handle.PickAsync(new(0, null)).AsTask();

        Assert.True(pick.IsCompletedSuccessfully);
        Assert.Equal(PickStatus.Lost, (await pick).Status);
    }

    [Fact]
    public void A_pick_waits_for_a_group_that_lives()
    {
        var handle = new UpstreamHandle(Some.Upstream());
        handle.Lead(new Swallowing(isTerminated: false));

        Assert.False(handle.PickAsync(new(0, null)).AsTask().IsCompleted);
    }

    private sealed class Swallowing(bool isTerminated) : MinimalActorRef
    {
        public override ActorPath Path { get; } = new RootActorPath(Address.AllSystems) / "swallowing";

        public override IActorRefProvider Provider => throw new NotSupportedException();

        public override bool IsTerminated => isTerminated;
    }
}
