using System.CommandLine;
using Pingap.Cli.Control;
using Pingap.Cli.Output;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Commands;

/// <summary><c>pingap upstream UPSTREAM</c>: shows one upstream of the running proxy, and why its backends are what they are.</summary>
internal static class UpstreamCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliServices services)
    {
        var name = UpstreamArgument.Create();
        var json = JsonOption.Create();
        var control = new ControlOptions();
        var command = new Command("upstream", "Shows an upstream of the running proxy: how its backends fare, what changed, and why.") { name, json };
        control.AddTo(command);
        command.SetAction((parse, cancellation) => control.WithProxyAsync(
            parse, services, (session, stop) => ShowAsync(session, parse.GetRequiredValue(name), parse.GetValue(json), stop), cancellation));
        return command;
    }

    private static async Task<ExitCode> ShowAsync(ProxySession session, string name, bool isJson, CancellationToken cancellation)
    {
        var reply = await session.Proxy.GetAsync($"/v1/upstream?name={Uri.EscapeDataString(name)}", ControlJson.Wire.UpstreamInfo, cancellation);
        if (reply is not ControlReply<UpstreamInfo>.Done done) return session.Explain(reply, isJson);
        var terminal = session.Terminal;
        terminal.Out.Write(isJson ? done.Json : new UpstreamTables(session.Clock, terminal.OutIsTerminal && terminal.AllowsColours).Render(done.Value));
        return ExitCode.Ok;
    }
}
