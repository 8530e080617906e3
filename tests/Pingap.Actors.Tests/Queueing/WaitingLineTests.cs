using CsCheck;
using Pingap.Actors.Queueing;

namespace Pingap.Actors.Tests.Queueing;

public sealed class WaitingLineTests
{
    private readonly WaitingLine<Somebody> _line = new();

    [Fact]
    public void First_come_is_first_served_within_a_priority()
    {
        foreach (var id in (int[])[1, 2, 3]) Assert.True(_line.TryEnter(new(id, 0), 10, out _));
        Assert.Equal([1, 2, 3], Waiting());
    }

    [Fact]
    public void Higher_priorities_are_served_first()
    {
        _line.TryEnter(new(1, 0), 10, out _);
        _line.TryEnter(new(2, 9), 10, out _);
        _line.TryEnter(new(3, 5), 10, out _);
        Assert.Equal([2, 3, 1], Waiting());
    }

    [Fact]
    public void A_full_line_takes_nobody_of_the_same_priority()
    {
        _line.TryEnter(new(1, 3), 1, out _);
        Assert.False(_line.TryEnter(new(2, 3), 1, out var displaced));
        Assert.Null(displaced);
        Assert.Equal([1], Waiting());
    }

    [Fact]
    public void In_a_full_line_the_last_of_the_lowest_priority_makes_room_for_a_higher_one()
    {
        _line.TryEnter(new(1, 0), 3, out _);
        _line.TryEnter(new(2, 0), 3, out _);
        _line.TryEnter(new(3, 4), 3, out _);
        Assert.True(_line.TryEnter(new(4, 5), 3, out var displaced));
        Assert.Equal(2, displaced!.Id);
        Assert.False(displaced.IsWaiting);
        Assert.Equal([4, 3, 1], Waiting());
    }

    [Fact]
    public void A_line_of_size_0_takes_nobody()
    {
        Assert.False(_line.TryEnter(new(1, 9), 0, out var displaced));
        Assert.Null(displaced);
    }

    [Fact]
    public void It_behaves_as_a_list_sorted_by_priority_and_arrival() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 9], Gen.Int[0, 100]).Array[0, 60].Sample(
            steps =>
            {
                const int size = 12;
                var line = new WaitingLine<Somebody>();
                var model = new List<Somebody>();
                var id = 0;
                foreach (var (step, priority, choice) in steps)
                {
                    if (step < 2)
                    {
                        var comer = new Somebody(++id, priority);
                        var entered = line.TryEnter(comer, size, out var displaced);
                        var loser = model.Count < size ? null : model.Where(other => other.Priority < priority).OrderBy(other => other.Priority).ThenByDescending(other => other.Id).FirstOrDefault();
                        Assert.Same(loser, displaced);
                        Assert.Equal(model.Count < size || loser is not null, entered);
                        if (loser is not null) model.Remove(loser);
                        if (entered) model.Add(comer);
                    }
                    else if (model.Count > 0)
                    {
                        var leaver = model[choice % model.Count];
                        model.Remove(leaver);
                        line.Leave(leaver);
                        Assert.False(leaver.IsWaiting);
                    }

                    Assert.Equal(model.Count, line.Count);
                    Assert.Equal(model.OrderByDescending(other => other.Priority).ThenBy(other => other.Id).Select(other => other.Id), Waiting(line));
                }
            });

    private int[] Waiting() => Waiting(_line);

    private static int[] Waiting(WaitingLine<Somebody> line)
    {
        var ids = new List<int>();
        for (var next = line.First; next is not null; next = line.After(next)) ids.Add(next.Id);
        return [.. ids];
    }

    private sealed class Somebody(int id, int priority) : IWaiting<Somebody>
    {
        public int Id => id;

        public int Priority => priority;

        public DateTimeOffset Deadline => default;

        public bool IsWaiting { get; set; }

        public Somebody? Behind { get; set; }

        public Somebody? Before { get; set; }
    }
}
