using System.CommandLine;
using System.Globalization;
using Pingap.Actors.Configuration.Comparing;
using Pingap.Cli.Control;
using Pingap.Cli.Output;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Commands;

/// <summary><c>pingap diff</c>: shows how two versions of the running proxy's configuration differ.</summary>
internal static class DiffCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliServices services)
    {
        var before = VersionArgument.Create("V1", "The number of a version, as pingap history shows it.");
        var after = VersionArgument.Create("V2", "The number of the version to compare it with.");
        var json = JsonOption.Create();
        var control = new ControlOptions();
        var command = new Command("diff", "Shows how two versions of the running proxy's configuration differ. Secrets show as ***.") { before, after, json };
        control.AddTo(command);
        command.SetAction((parse, cancellation) => control.WithProxyAsync(
            parse,
            services,
            (session, stop) => DiffAsync(session, parse.GetRequiredValue(before), parse.GetRequiredValue(after), parse.GetValue(json), stop),
            cancellation));
        return command;
    }

    private static async Task<ExitCode> DiffAsync(ProxySession session, long before, long after, bool isJson, CancellationToken cancellation)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/v1/config/diff?before={before}&after={after}");
        var reply = await session.Proxy.GetAsync(path, ControlJson.Wire.DiffAnswer, cancellation);
        if (reply is not ControlReply<DiffAnswer>.Done done) return session.Explain(reply, isJson);
        if (isJson) session.Terminal.Out.Write(done.Json);
        else Print(session.Terminal, done.Value.Entities, before, after);
        return ExitCode.Ok;
    }

    private static void Print(Terminal terminal, IReadOnlyList<EntityChange> entities, long before, long after)
    {
        ChangePrinter.ToOut(terminal).Print(entities);
        terminal.Out.WriteLine(entities.Count == 0
            ? $"versions {before} and {after} say the same"
            : $"from version {before} to {after}: {Count(ChangeKind.Added)} added, {Count(ChangeKind.Changed)} changed, {Count(ChangeKind.Removed)} removed");

        int Count(ChangeKind kind) => entities.Count(entity => entity.Kind == kind);
    }
}
