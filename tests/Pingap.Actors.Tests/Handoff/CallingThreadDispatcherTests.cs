using Akka.Actor;
using Pingap.Actors.Handoff;

namespace Pingap.Actors.Tests.Handoff;

public sealed class CallingThreadDispatcherTests : VirtualTimeTest
{
    [Fact]
    public async Task An_idle_actor_answers_on_the_calling_thread_before_tell_returns()
    {
        var actor = await Idle(Sys.ActorOf(Props.Create(() => new Worker()).WithDispatcher(CallingThreadDispatcher.Path)));
        var work = new Work();
        actor.Tell(work);
        Assert.True(work.Done.Task.IsCompleted);
        Assert.Equal(Environment.CurrentManagedThreadId, await work.Done.Task);
    }

    [Fact]
    public async Task An_actor_told_by_another_one_on_this_thread_runs_elsewhere()
    {
        var actor = await Idle(Sys.ActorOf(Props.Create(() => new Worker()).WithDispatcher(CallingThreadDispatcher.Path)));
        var other = await Idle(Sys.ActorOf(Props.Create(() => new Worker()).WithDispatcher(CallingThreadDispatcher.Path)));
        var nested = new Work();
        var outer = new Work { Then = () => other.Tell(nested), Until = nested.Done.Task };
        actor.Tell(outer);
        Assert.NotEqual(await outer.Done.Task, await nested.Done.Task);
    }

    [Fact]
    public async Task Whoever_runs_a_busy_actor_serves_those_who_tell_it_meanwhile()
    {
        var actor = await Idle(Sys.ActorOf(Props.Create(() => new Worker()).WithDispatcher(CallingThreadDispatcher.Path)));
        var release = new TaskCompletionSource();
        var busy = new Work { Until = release.Task };
        var holder = Task.Run(() => actor.Tell(busy));
        await busy.Started.Task;
        var meanwhile = new Work();
        actor.Tell(meanwhile);
        Assert.False(meanwhile.Done.Task.IsCompleted);
        release.SetResult();
        await holder;
        Assert.Equal(await busy.Done.Task, await meanwhile.Done.Task);
    }

    [Fact]
    public async Task Whoever_runs_a_busy_actor_goes_on_past_one_run_and_not_for_ever()
    {
        var actor = await Idle(Sys.ActorOf(Props.Create(() => new Worker()).WithDispatcher(CallingThreadDispatcher.Path)));
        var release = new TaskCompletionSource();
        var busy = new Work { Until = release.Task };
        var holder = new Thread(() => actor.Tell(busy));
        holder.Start();
        await busy.Started.Task;
        const int Runs = 4;
        const int Throughput = 64;
        var meanwhile = Enumerable.Range(0, Runs * Throughput * 2).Select(_ => new Work()).ToList();
        foreach (var work in meanwhile) actor.Tell(work);
        release.SetResult();
        var ranOn = new List<int>();
        foreach (var work in meanwhile) ranOn.Add(await work.Done.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        // A run takes one message more than its throughput; the very first was the one that the actor was busy with.
        Assert.Equal((Runs * (Throughput + 1)) - 1, ranOn.FindIndex(thread => thread != holder.ManagedThreadId));
    }

    [Fact]
    public async Task A_crash_does_not_reach_the_one_who_told()
    {
        var actor = await Idle(Sys.ActorOf(Props.Create(() => new Worker()).WithDispatcher(CallingThreadDispatcher.Path)));
        actor.Tell(new Work { Then = () => throw new InvalidOperationException("a defect") });
        var after = new Work();
        actor.Tell(after);
        await after.Done.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    // An actor is started by whoever gets to it first; once it has answered there is nobody left in its mailbox.
    private static async Task<IActorRef> Idle(IActorRef actor)
    {
        await actor.Ask<ActorIdentity>(new Identify(0));
        return actor;
    }

    private sealed class Work
    {
        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<int> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Action? Then { get; init; }

        public Task? Until { get; init; }
    }

    private sealed class Worker : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            var work = (Work)message;
            work.Started.SetResult();
            work.Then?.Invoke();
            if (work.Until is { } until) Assert.True(until.Wait(TimeSpan.FromSeconds(20)));
            work.Done.SetResult(Environment.CurrentManagedThreadId);
        }
    }
}
