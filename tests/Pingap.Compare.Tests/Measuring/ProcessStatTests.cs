using Pingap.Compare.Measuring;

namespace Pingap.Compare.Tests.Measuring;

public sealed class ProcessStatTests
{
    private const string Tail = "S 7 8 8 0 -1 4194304 101 0 0 0 150 25 30 4 20 0 1 0 4780627 3133440 358 18446744073709551615";

    [Theory]
    [InlineData("nginx")]
    [InlineData("tmux: server")]
    [InlineData("a) R 1 (b")]
    public void The_name_of_a_process_does_not_shift_its_fields(string name) =>
        Assert.Equal(new ProcessStat(42, 7, 175, 34, 4_780_627), ProcessStat.Parse($"42 ({name}) {Tail}"));

    [Theory]
    [InlineData("")]
    [InlineData("42 nginx S 7")]
    [InlineData("42 (nginx) S 7 8")]
    public void Another_text_is_refused(string line) => Assert.Throws<FormatException>(() => ProcessStat.Parse(line));

    [Fact]
    public void This_process_can_be_read() => Assert.Equal(Environment.ProcessId, ProcessStat.Parse(File.ReadAllText("/proc/self/stat")).Id);
}
