using Pingap.Actors.Handoff;

namespace Pingap.Actors.Tests.Handoff;

public sealed class ReplySlotTests
{
    [Fact]
    public async Task A_reply_that_is_there_already_is_taken_at_once()
    {
        var slot = new Slot();
        var reply = slot.Reply;
        slot.Answer(7);
        Assert.True(reply.IsCompletedSuccessfully);
        Assert.Equal(7, await reply);
    }

    [Fact]
    public async Task A_reply_that_comes_later_wakes_the_front_on_another_stack()
    {
        var slot = new Slot();
        var answering = false;
        var front = Await(slot);
        answering = true;
        slot.Answer(7);
        answering = false;
        Assert.Equal((7, false), await front);

        async Task<(int, bool)> Await(Slot awaited)
        {
            var thread = Environment.CurrentManagedThreadId;
            var reply = await awaited.Reply;
            return (reply, answering && Environment.CurrentManagedThreadId == thread);
        }
    }

    [Fact]
    public async Task A_front_that_has_waited_goes_on_where_it_wants_to_and_by_default_not_there_again()
    {
        var slot = new Slot();
        var front = new Queue();
        slot.ContinueOn(front);
        var waiting = AwaitAsync(slot);
        slot.Answer(7);
        Assert.False(waiting.IsCompleted);
        front.Run();
        Assert.True(waiting.IsCompletedSuccessfully);
        Assert.Equal(7, await waiting);
        var next = AwaitAsync(slot);
        slot.Answer(8);
        Assert.Equal(8, await next);
        Assert.Empty(front.Posted);

        static async Task<int> AwaitAsync(Slot awaited) => await awaited.Reply;
    }

    [Fact]
    public async Task An_abandoned_slot_says_so()
    {
        var slot = new Slot();
        var reply = slot.Reply;
        slot.Abandon();
        Assert.Equal(-1, await reply);
    }

    [Fact]
    public async Task The_first_answer_counts()
    {
        var slot = new Slot();
        var reply = slot.Reply;
        slot.Answer(1);
        slot.Abandon();
        Assert.Equal(1, await reply);
    }

    [Fact]
    public async Task A_slot_goes_back_to_its_pool_when_its_reply_is_taken_and_serves_again()
    {
        var slot = new Slot();
        var first = slot.Reply;
        slot.Answer(1);
        Assert.Equal(0, slot.Returned);
        await first;
        Assert.Equal(1, slot.Returned);
        var second = slot.Reply;
        slot.Answer(2);
        Assert.Equal(2, await second);
    }

    [Fact]
    public async Task A_forsaken_slot_is_lost_and_never_serves_again()
    {
        var slot = new Slot();
        var reply = slot.Reply;
        slot.Forsake();
        Assert.Equal(-1, await reply);
        slot.Abandon();
        Assert.Equal(0, slot.Returned);
    }

    private sealed class Slot : ReplySlot<int>
    {
        public int Returned { get; private set; }

        protected override int Lost => -1;

        protected override void Return() => Returned++;
    }

    private sealed class Queue : IContinuations
    {
        public List<Action> Posted { get; } = [];

        public void Post(Action<object?> run, object? state) => Posted.Add(() => run(state));

        public void Run()
        {
            var posted = Posted.ToArray();
            Posted.Clear();
            foreach (var each in posted) each();
        }
    }
}
