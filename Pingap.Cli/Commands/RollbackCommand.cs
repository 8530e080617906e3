using System.CommandLine;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Commands;

/// <summary><c>pingap rollback</c>: has the running proxy take on an earlier version again.</summary>
internal static class RollbackCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliServices services)
    {
        var version = VersionArgument.Create("VERSION", "The number of the version, as pingap history shows it.");
        var within = ConfirmWithinOption.Create();
        var json = JsonOption.Create();
        var control = new ControlOptions();
        var command = new Command("rollback", "Has the running proxy take on the text of an earlier version again, as a new version.") { version, within, json };
        control.AddTo(command);
        command.SetAction((parse, cancellation) => control.WithProxyAsync(
            parse,
            services,
            (session, stop) => RollbackAsync(session, parse.GetRequiredValue(version), parse.GetValue(within), parse.GetValue(json), stop),
            cancellation));
        return command;
    }

    private static async Task<ExitCode> RollbackAsync(ProxySession session, long version, TimeSpan? within, bool isJson, CancellationToken cancellation)
    {
        var reply = await session.Proxy.PostAsync(
            "/v1/config/rollback",
            new RollbackRequest(version, within?.TotalSeconds),
            ControlJson.Wire.RollbackRequest,
            ControlJson.Wire.ApplyAnswer,
            cancellation);
        return await AppliedReport.PrintAsync(session, reply, isJson, config: null, "set it right there too", cancellation);
    }
}
