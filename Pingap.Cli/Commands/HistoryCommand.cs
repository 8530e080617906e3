using System.CommandLine;
using Pingap.Cli.Control;
using Pingap.Cli.Output;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Commands;

/// <summary><c>pingap history</c>: lists the versions of the running proxy's configuration.</summary>
internal static class HistoryCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliServices services)
    {
        var json = JsonOption.Create();
        var control = new ControlOptions();
        var command = new Command("history", "Lists the versions of the running proxy's configuration: when, why, from where, by whom.") { json };
        control.AddTo(command);
        command.SetAction((parse, cancellation) => control.WithProxyAsync(
            parse, services, (session, stop) => ListAsync(session, parse.GetValue(json), stop), cancellation));
        return command;
    }

    private static async Task<ExitCode> ListAsync(ProxySession session, bool isJson, CancellationToken cancellation)
    {
        var reply = await session.Proxy.GetAsync("/v1/config/history", ControlJson.Wire.HistoryAnswer, cancellation);
        if (reply is not ControlReply<HistoryAnswer>.Done done) return session.Explain(reply, isJson);
        var terminal = session.Terminal;
        terminal.Out.Write(isJson ? done.Json : new HistoryTable(session.Clock, terminal.OutIsTerminal && terminal.AllowsColours).Render(done.Value));
        return ExitCode.Ok;
    }
}
