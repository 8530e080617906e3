using System.CommandLine;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Commands;

/// <summary><c>pingap apply</c>: hands a configuration to the running proxy.</summary>
internal static class ApplyCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliServices services)
    {
        var config = NewConfigOption.Create();
        var within = ConfirmWithinOption.Create();
        var json = JsonOption.Create();
        var control = new ControlOptions();
        var command = new Command("apply", "Hands a configuration to the running proxy: all of it is applied, or nothing.") { config, within, json };
        control.AddTo(command);
        command.SetAction((parse, cancellation) => control.WithProxyAsync(
            parse,
            services,
            (session, stop) => ApplyAsync(session, parse.GetRequiredValue(config), parse.GetValue(within), parse.GetValue(json), stop),
            cancellation));
        return command;
    }

    private static async Task<ExitCode> ApplyAsync(ProxySession session, string path, TimeSpan? within, bool isJson, CancellationToken cancellation)
    {
        if (await NewConfigOption.ReadAsync(path, session.Terminal, cancellation) is not { } config) return ExitCode.ProblemsFound;
        var reply = await session.Proxy.PostAsync(
            "/v1/config/apply",
            new ApplyRequest(config.Documents, config.From, within?.TotalSeconds),
            ControlJson.Wire.ApplyRequest,
            ControlJson.Wire.ApplyAnswer,
            cancellation);
        return await AppliedReport.PrintAsync(session, reply, isJson, config, $"write {path} there too", cancellation);
    }
}
