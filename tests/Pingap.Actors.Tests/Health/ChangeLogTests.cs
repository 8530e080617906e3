using Pingap.Actors.Health;

namespace Pingap.Actors.Tests.Health;

public sealed class ChangeLogTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_keeps_the_last_fifty_oldest_first()
    {
        var log = new ChangeLog();
        for (var i = 0; i < 70; i++) log.Add(new ChangeEntry(Noon, $"change {i}", "", ""));
        Assert.Equal(Enumerable.Range(20, 50).Select(i => $"change {i}"), log.Entries.Select(entry => entry.What));
    }

    [Theory]
    [InlineData("last connection failed (ECONNREFUSED)", "ejected for 30s at 12:00:00: 5 connect failures in a row, last connection failed (ECONNREFUSED)")]
    [InlineData("", "ejected for 30s at 12:00:00: 5 connect failures in a row")]
    public void An_entry_is_a_line(string evidence, string line) =>
        Assert.Equal(line, new ChangeEntry(Noon, "ejected for 30s", "5 connect failures in a row", evidence).ToString());
}
