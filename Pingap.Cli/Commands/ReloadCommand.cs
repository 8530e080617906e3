using System.CommandLine;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Commands;

/// <summary><c>pingap reload</c>: has the running proxy read its source again.</summary>
internal static class ReloadCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliServices services)
    {
        var json = JsonOption.Create();
        var control = new ControlOptions();
        var command = new Command("reload", "Has the running proxy read its configuration again, and apply what it says.") { json };
        control.AddTo(command);
        command.SetAction((parse, cancellation) => control.WithProxyAsync(
            parse,
            services,
            async (session, stop) => AppliedReport.Print(
                session, await session.Proxy.PostAsync("/v1/config/reload", ControlJson.Wire.ApplyAnswer, stop), parse.GetValue(json)),
            cancellation));
        return command;
    }
}
