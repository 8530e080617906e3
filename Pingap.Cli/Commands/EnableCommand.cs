using System.CommandLine;
using Pingap.Actors.Health;
using Pingap.Cli.Control;
using Pingap.Cli.Output;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Commands;

/// <summary><c>pingap enable</c>: takes back what <c>pingap drain</c> and <c>pingap disable</c> did.</summary>
internal static class EnableCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliServices services)
    {
        var upstream = UpstreamArgument.Create();
        var backend = UpstreamArgument.CreateOptionalBackend();
        var json = JsonOption.Create();
        var control = new ControlOptions();
        var command = new Command("enable", "Takes back a drain or a disable of a backend, or of a whole upstream.") { upstream, backend, json };
        control.AddTo(command);
        command.SetAction((parse, cancellation) => control.WithProxyAsync(
            parse,
            services,
            (session, stop) => EnableAsync(session, parse.GetRequiredValue(upstream), parse.GetValue(backend), parse.GetValue(json), stop),
            cancellation));
        return command;
    }

    private static async Task<ExitCode> EnableAsync(ProxySession session, string upstream, string? backend, bool isJson, CancellationToken cancellation)
    {
        var reply = await session.Proxy.PostAsync(
            "/v1/upstreams/enable", new EnableRequest(upstream, backend), ControlJson.Wire.EnableRequest, ControlJson.Wire.UpstreamInfo, cancellation);
        var exit = OrderReport.Print(session, reply, isJson);
        if (isJson || backend is null || reply is not ControlReply<UpstreamInfo>.Done { Value.Drain.State: not DrainState.Active }) return exit;
        // What was asked of the whole is not taken back for one: whoever asked may not know of this.
        session.Terminal.Out.WriteLine($"{backend} stays out as long as {upstream} as a whole is; to let it in, say: {session.CommandLine($"enable {upstream}")}".WithoutControls());
        return exit;
    }
}
