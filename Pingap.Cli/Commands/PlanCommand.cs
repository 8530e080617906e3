using System.CommandLine;
using Pingap.Actors.Configuration.Comparing;
using Pingap.Cli.Control;
using Pingap.Cli.Output;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Commands;

/// <summary><c>pingap plan</c>: shows what applying a configuration to the running proxy would change and what would keep running. Changes nothing.</summary>
internal static class PlanCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliServices services)
    {
        var config = NewConfigOption.Create();
        var json = JsonOption.Create();
        var verbose = new Option<bool>("--verbose") { Description = "Names what keeps running, too." };
        var control = new ControlOptions();
        var command = new Command("plan", "Shows what applying a configuration to the running proxy would change, and what would keep running. Changes nothing.")
        {
            config, json, verbose,
        };
        control.AddTo(command);
        command.SetAction((parse, cancellation) => control.WithProxyAsync(
            parse,
            services,
            (session, stop) => PlanAsync(session, parse.GetRequiredValue(config), parse.GetValue(json), parse.GetValue(verbose), stop),
            cancellation));
        return command;
    }

    private static async Task<ExitCode> PlanAsync(ProxySession session, string path, bool isJson, bool isVerbose, CancellationToken cancellation)
    {
        if (await NewConfigOption.ReadAsync(path, session.Terminal, cancellation) is not { } config) return ExitCode.ProblemsFound;
        var reply = await session.Proxy.PostAsync(
            "/v1/config/plan", new PlanRequest(config.Documents), ControlJson.Wire.PlanRequest, ControlJson.Wire.PlanAnswer, cancellation);
        if (reply is not ControlReply<PlanAnswer>.Done done) return session.Explain(reply, isJson, config);
        if (isJson) session.Terminal.Out.Write(done.Json);
        else Print(session, done.Value, config, isVerbose);
        return ExitCode.Ok;
    }

    private static void Print(ProxySession session, PlanAnswer plan, NewConfig config, bool isVerbose)
    {
        ProblemPrinter.ToOut(session.Terminal).Print(plan.Warnings.Select(config.InUsersWords), config.Named);
        ChangePrinter.ToOut(session.Terminal).Print(plan.Changes);
        var kept = new KeptPrinter(session.Terminal);
        if (isVerbose) kept.PrintNames(plan.Kept);
        kept.PrintCounts(plan.Kept);
        session.Terminal.Out.WriteLine(plan.Changes.Count == 0
            ? $"nothing to do: version {plan.Against}, which runs, says the same"
            : $"{Count(ChangeKind.Added)} to add, {Count(ChangeKind.Changed)} to change, {Count(ChangeKind.Removed)} to remove; {(plan.Kept.Count == 1 ? "1 stays as it is" : $"{plan.Kept.Count} stay as they are")}");

        int Count(ChangeKind kind) => plan.Changes.Count(change => change.Kind == kind);
    }
}
