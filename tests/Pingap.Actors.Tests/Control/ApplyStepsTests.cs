using System.Collections.Frozen;
using Akka.Actor;
using Pingap.Actors.Configuration;
using Pingap.Actors.Control;
using Pingap.Actors.Control.History;
using Pingap.Actors.Tests.Backends;
using Pingap.Actors.Tests.Configuration.Reading;
using Pingap.Actors.Upstreams;

namespace Pingap.Actors.Tests.Control;

public sealed class ApplyStepsTests : VirtualTimeTest
{
    private static readonly VersionedConfig Next = new(1, ReadingOf.Valid(ReadingOf.Text(SomeText.With("a"))), new Dictionary<string, SourcePlace>(), FrozenDictionary<UpstreamName, UpstreamHandle>.Empty);

    private readonly TaskCompletionSource<ApplyPreparation> _preparing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FakeParticipant _participant = new();

    public ApplyStepsTests() => _participant.Instead = _ => _preparing.Task;

    [Fact]
    public void What_comes_of_a_step_is_told_as_its_own()
    {
        using var steps = Steps();
        steps.PrepareFront(Next);
        _preparing.SetResult(_participant.Ready(Next));
        var done = ExpectMsg<ApplySteps.StepEnded>();
        Assert.True(steps.Owns(done));
        Assert.IsType<ApplyPreparation.Ready>(done.Outcome);
        Assert.Equal(0, _participant.Undone);
    }

    [Fact]
    public void What_is_ready_after_a_crash_is_taken_down()
    {
        using var crashed = Steps();
        using var steps = Steps();
        crashed.PrepareFront(Next);
        _preparing.SetResult(_participant.Ready(Next));
        Assert.False(steps.Owns(ExpectMsg<ApplySteps.StepEnded>()));
        Assert.Equal(1, _participant.Undone);
    }

    [Fact]
    public void A_failure_is_told_too()
    {
        using var steps = Steps();
        steps.PrepareFront(Next);
        _preparing.SetException(new InvalidOperationException("broken"));
        Assert.IsType<Status.Failure>(ExpectMsg<ApplySteps.StepEnded>().Outcome);
    }

    private ApplySteps Steps() => new(TestActor, new LastingHistory(new MemoryConfigHistory()), CreateTestProbe().Ref, _participant, Sys.Log);
}
