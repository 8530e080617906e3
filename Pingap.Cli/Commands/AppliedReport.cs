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
    /// <param name="isJson">Whether the user wants the proxy's answer as it is.</param>
    /// <param name="config">The configuration that was handed over, if one was.</param>
    public static ExitCode Print(ProxySession session, ControlReply<ApplyAnswer> reply, bool isJson, NewConfig? config = null)
    {
        if (reply is not ControlReply<ApplyAnswer>.Done done) return session.Explain(reply, isJson, config);
        if (isJson) session.Terminal.Out.Write(done.Json);
        else Print(session, done.Value, config);
        return ExitCode.Ok;
    }

    /// <summary>
    /// The same, and that the source says something else than what runs, if it does. Not of a version on trial: who wrote that to the source would have what is rejected there.
    /// </summary>
    /// <param name="session">The talk.</param>
    /// <param name="reply">How it ended.</param>
    /// <param name="isJson">Whether the user wants the proxy's answer as it is.</param>
    /// <param name="config">The configuration that was handed over, if one was.</param>
    /// <param name="advice">What to do so that what runs stays.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<ExitCode> PrintAsync(
        ProxySession session, ControlReply<ApplyAnswer> reply, bool isJson, NewConfig? config, string advice, CancellationToken cancellation)
    {
        var exit = Print(session, reply, isJson, config);
        if (!isJson && reply is ControlReply<ApplyAnswer>.Done { Value.Awaited: null }) await SourceReport.PrintAsync(session, _ => advice, cancellation);
        return exit;
    }

    private static void Print(ProxySession session, ApplyAnswer applied, NewConfig? config)
    {
        var output = session.Terminal.Out;
        var problems = config is null ? applied.Warnings : applied.Warnings.Select(config.InUsersWords);
        ProblemPrinter.ToOut(session.Terminal).Print(problems, config?.Named ?? []);
        output.WriteLine(applied.Changes is { } changes
            ? $"version {applied.Version} applied: {Words.Shortened(Words.Changes(changes.Added, changes.Changed, changes.Removed))}".WithoutControls()
            : $"nothing to do: version {applied.Version}, which runs, says the same");
        if (applied.Awaited is not { } awaited) return;
        var command = session.CommandLine($"confirm {awaited.Version}");
        output.WriteLine(
            $"version {awaited.Otherwise} comes back at {Times.Local(awaited.Until, session.Clock)} (in {Times.Left(awaited.Until, session.Clock)}) unless you say: {command}".WithoutControls());
    }
}
