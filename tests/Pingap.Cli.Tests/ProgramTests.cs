using Pingap.Testing.Processes;

namespace Pingap.Cli.Tests;

/// <summary>The real executable, from its arguments to its exit code.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task Version_prints_a_line_and_exits_with_0()
    {
        await using var pingap = PingapProcess.Start("version");

        Assert.StartsWith("pingap ", await pingap.WaitForLineAsync(_ => true), StringComparison.Ordinal);
        Assert.Equal(0, await pingap.WaitForExitAsync());
    }

    [Fact]
    public async Task Wrong_usage_is_told_on_standard_error_only()
    {
        await using var pingap = PingapProcess.Start("run");

        Assert.Equal(2, await pingap.WaitForExitAsync());
        Assert.Empty(pingap.Output.All);
        Assert.Contains("See: pingap run --help", pingap.Errors.All);
    }

    [Fact]
    public async Task A_process_that_ends_fails_whoever_waits_for_a_line()
    {
        await using var pingap = PingapProcess.Start("version");

        await Assert.ThrowsAsync<EndOfStreamException>(() => pingap.WaitForLineAsync(line => line == "never printed"));
    }
}
