using System.CommandLine;
using Pingap.Cli.Control;
using Pingap.Cli.Output;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Commands;

/// <summary><c>pingap upstreams</c>: lists the backends of the running proxy's upstreams.</summary>
internal static class UpstreamsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliServices services)
    {
        var json = JsonOption.Create();
        var control = new ControlOptions();
        var command = new Command("upstreams", "Lists the upstreams of the running proxy and how their backends fare.") { json };
        control.AddTo(command);
        command.SetAction((parse, cancellation) => control.WithProxyAsync(
            parse, services, (session, stop) => ListAsync(session, parse.GetValue(json), stop), cancellation));
        return command;
    }

    private static async Task<ExitCode> ListAsync(ProxySession session, bool isJson, CancellationToken cancellation)
    {
        var reply = await session.Proxy.GetAsync("/v1/upstreams", ControlJson.Wire.UpstreamsAnswer, cancellation);
        if (reply is not ControlReply<UpstreamsAnswer>.Done done) return session.Explain(reply, isJson);
        var terminal = session.Terminal;
        terminal.Out.Write(isJson ? done.Json : new UpstreamTables(session.Clock, terminal.OutIsTerminal && terminal.AllowsColours).Render(done.Value));
        return ExitCode.Ok;
    }
}
