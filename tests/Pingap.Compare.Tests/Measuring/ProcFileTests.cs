using System.Diagnostics;
using Pingap.Compare.Measuring;
using Pingap.Compare.Report;

namespace Pingap.Compare.Tests.Measuring;

public sealed class ProcFileTests
{
    [Fact]
    public void Processor_time_of_the_machine_leaves_interrupts_out() => Assert.Equal(
        new MachineTicks(Processes: 5400 + 7 + 718, Steal: 174, All: 5400 + 7 + 718 + 3190 + 11 + 1 + 60 + 174),
        MachineTicks.Parse("cpu  5400 7 718 3190 11 1 60 174 9 9\ncpu0 1 2 3 4 5 6 7 8 9 10\n"));

    [Theory]
    [InlineData("")]
    [InlineData("cpu0 1 2 3 4 5 6 7 8")]
    [InlineData("cpu 1 2 3")]
    public void Another_text_is_no_machine(string text) => Assert.Throws<FormatException>(() => MachineTicks.Parse(text));

    [Fact]
    public void Memory_is_read_from_two_files() => Assert.Equal(
        new ProcessMemory(Resident: 10_004, Anonymous: 4_100, Proportional: 7_003),
        ProcessMemory.Parse("Name:\tnginx\nVmHWM:\t   12000 kB\nVmRSS:\t   10004 kB\nRssAnon:\t    4100 kB\n", "00400000-7fff [rollup]\nRss:   10004 kB\nPss:    7003 kB\nPss_Anon: 1 kB\n"));

    [Fact]
    public void A_file_without_memory_is_refused() => Assert.Throws<FormatException>(() => ProcessMemory.Parse("Name:\tkthreadd\n", ""));

    [Fact]
    public void A_running_process_has_memory()
    {
        // One of its own: other tests start and end children of this process meanwhile.
        using var process = Process.Start(new ProcessStartInfo("sleep", "600"))!;
        try
        {
            var memory = ProcessMemory.Of(ProcessTree.Read(process.Id));

            Assert.True(memory.Anonymous > 0);
            Assert.True(memory.Resident > memory.Anonymous);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public void A_value_stands_behind_its_name()
    {
        Assert.Equal("AMD EPYC", MachineDescription.ValueOf("processor\t: 0\nmodel name\t: AMD EPYC\nmodel name\t: other\n", "model name"));
        Assert.Null(MachineDescription.ValueOf("processor\t: 0\n", "model name"));
    }
}
