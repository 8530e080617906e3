using Pingap.Actors.Control.History;
using Pingap.Cli.Output;

namespace Pingap.Cli.Tests.Output;

public sealed class WordsTests
{
    [Fact]
    public void Every_cause_has_words() => Assert.All(Enum.GetValues<ChangeCause>(), cause => Assert.NotEmpty(Words.Of(cause)));

    [Fact]
    public void Changes_are_marked_and_sorted() => Assert.Equal("+a +b ~c -d", Words.Changes(["b", "a"], ["c"], ["d"]));

    [Fact]
    public void No_changes_are_nothing() => Assert.Equal("nothing", Words.Changes([], [], []));

    [Fact]
    public void A_long_list_of_changes_is_cut_between_two_and_the_rest_counted()
    {
        var changes = Words.Changes(Enumerable.Range(100, 50).Select(i => $"upstreams.u{i}"), [], []);

        Assert.Equal(string.Join(' ', Enumerable.Range(100, 7).Select(i => $"+upstreams.u{i}")) + " … and 43 more", Words.Shortened(changes));
    }

    [Fact]
    public void A_short_list_of_changes_stays() => Assert.Equal("+a ~b", Words.Shortened("+a ~b"));
}
