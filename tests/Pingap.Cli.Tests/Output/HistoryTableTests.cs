using Pingap.Actors.Control;
using Pingap.Actors.Control.History;
using Pingap.Cli.Output;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Tests.Output;

public sealed class HistoryTableTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly VersionInfo[] Versions =
    [
        new(9, Now.AddDays(-1), ChangeCause.Started, "pingap.toml", "", "+upstreams.a"),
        new(10, Now, ChangeCause.SourceChanged, "pingap.toml", "", "~upstreams.a"),
        new(11, Now, ChangeCause.HandedOver, "/tmp/new.toml", "anna", "-upstreams.a"),
    ];

    [Fact]
    public void Versions_stand_in_columns_and_the_running_one_is_marked() => Assert.Equal(
        """
          version  when                       cause           from           by    changes
                9  2026-11-22T13:00:00+01:00  start           pingap.toml    -     +upstreams.a
        *      10  2026-11-23T13:00:00+01:00  source changed  pingap.toml    -     ~upstreams.a
               11  2026-11-23T13:00:00+01:00  apply           /tmp/new.toml  anna  -upstreams.a

        """,
        Rendered(new HistoryAnswer(10, "pingap.toml", true, null, Versions)),
        ignoreLineEndingDifferences: true);

    [Fact]
    public void What_awaits_confirmation_is_said_with_the_time_left() => Assert.Contains(
        "version 11 awaits confirmation: unless it is confirmed, version 10 comes back at 2026-11-23T13:00:42+01:00 (in 42s)",
        Rendered(new HistoryAnswer(11, "pingap.toml", true, new AwaitedConfirmation(11, Now.AddSeconds(42), 10), Versions)),
        StringComparison.Ordinal);

    [Fact]
    public void What_is_not_the_sources_is_said() => Assert.EndsWith(
        "what runs is not what pingap.toml says", Rendered(new HistoryAnswer(11, "pingap.toml", false, null, Versions)).TrimEnd(), StringComparison.Ordinal);

    [Fact]
    public void Colours_change_no_text()
    {
        var history = new HistoryAnswer(11, "pingap.toml", false, new AwaitedConfirmation(11, Now, 10), Versions);

        var coloured = new HistoryTable(new StoppedClock(Now), colours: true).Render(history);

        Assert.Contains("\e[32m*      11", coloured, StringComparison.Ordinal);
        Assert.Equal(Rendered(history), System.Text.RegularExpressions.Regex.Replace(coloured, "\e\\[\\d*m", ""));
    }

    private static string Rendered(HistoryAnswer history) => new HistoryTable(new StoppedClock(Now), colours: false).Render(history);
}
