using Pingap.Compare.Measuring;

namespace Pingap.Compare.Tests.Measuring;

public sealed class ProcessTreeTests
{
    [Fact]
    public void A_tree_is_a_process_and_all_that_come_from_it()
    {
        ProcessStat[] all = [Some(1, 0), Some(10, 1), Some(11, 10), Some(12, 11), Some(20, 1), Some(21, 20)];

        Assert.Equal([10, 11, 12], ProcessTree.Of(10, all).Members.Select(process => process.Id));
    }

    [Fact]
    public void Time_is_summed_over_all_and_what_is_new_counts_whole()
    {
        var earlier = ProcessTree.Of(10, [Some(10, 1, 100), Some(11, 10, 50)]);
        var later = ProcessTree.Of(10, [Some(10, 1, 103), Some(11, 10, 60), Some(12, 10, 7)]);

        Assert.Equal(3 + 10 + 7, later.TicksSince(earlier));
    }

    [Fact]
    public void Time_is_unknown_when_one_has_ended()
    {
        var earlier = ProcessTree.Of(10, [Some(10, 1, 100), Some(11, 10, 50)]);
        var later = ProcessTree.Of(10, [Some(10, 1, 103)]);

        Assert.Contains("process 11 ended", Assert.Throws<InvalidOperationException>(() => later.TicksSince(earlier)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_that_is_gone_has_no_tree() => Assert.Throws<InvalidOperationException>(() => ProcessTree.Of(10, [Some(1, 0)]));

    [Fact]
    public void A_census_tells_this_process_and_what_it_started_from_others_and_leaves_the_kernel_out()
    {
        ProcessStat[] all = [Some(1, 0, 1), new(2, 0, 10, 0, 0), Some(3, 2, 100), new(50, 1, 1_000, 10_000, 0), Some(51, 50, 100_000), Some(60, 1, 1_000_000)];

        Assert.Equal(new Census(Ours: 111_000, Others: 1_000_001), Census.Of(50, all));
    }

    private static ProcessStat Some(int id, int parent, long ticks = 0) => new(id, parent, ticks, 0, 0);
}
