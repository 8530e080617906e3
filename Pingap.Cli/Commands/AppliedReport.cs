using Pingap.Cli.Control;
using Pingap.Cli.Output;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Commands;

/// <summary>Says how a change of the running configuration ended, and what there is to do next.</summary>
internal static class AppliedReport
{
    /// <summary>Prints it, or why it was refused.</summary>
    /// <param name="session">The talk.</param>
    /// <param name="reply">How it ended.</param>
    /// <param name="config">The configuration that was handed over, if one was.</param>
    public static ExitCode Print(ProxySession session, ControlReply<ApplyAnswer> reply, NewConfig? config = null)
    {
        if (reply is not ControlReply<ApplyAnswer>.Done { Value: var applied }) return session.Explain(reply, config: config);
        var output = session.Terminal.Out;
        var problems = config is null ? applied.Warnings : applied.Warnings.Select(config.InUsersWords);
        ProblemPrinter.ToOut(session.Terminal).Print(problems, config?.Named ?? []);
        output.WriteLine(applied.Changes is { } changes
            ? $"version {applied.Version} applied: {Words.Shortened(Words.Changes(changes.Added, changes.Changed, changes.Removed))}".WithoutControls()
            : $"nothing to do: version {applied.Version}, which runs, says the same");
        if (applied.Awaited is { } awaited)
        {
            output.WriteLine(
                $"version {awaited.Otherwise} comes back at {Times.Local(awaited.Until, session.Clock)} (in {Times.Left(awaited.Until, session.Clock)}) unless you say: {session.CommandLine("confirm")}".WithoutControls());
        }

        return ExitCode.Ok;
    }

    /// <summary>Says that the source says something else than what runs, if it does: its next change would take over.</summary>
    /// <param name="session">The talk.</param>
    /// <param name="advice">What to do so that what runs stays.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<ExitCode> PrintSourceAsync(ProxySession session, string advice, CancellationToken cancellation)
    {
        var reply = await session.Proxy.GetAsync("/v1/config/history", ControlJson.Wire.HistoryAnswer, cancellation);
        if (reply is not ControlReply<HistoryAnswer>.Done { Value: var history }) return session.Explain(reply);
        if (history.FollowsSource) return ExitCode.Ok;
        var told = history.Versions.LastOrDefault(version => version.From == history.Source);
        var says = told is null ? "says something else" : $"still says version {told.Number}'s text";
        session.Terminal.Out.WriteLine($"{history.Source} {says}; {advice}, or the next edit of it takes over".WithoutControls());
        return ExitCode.Ok;
    }
}
