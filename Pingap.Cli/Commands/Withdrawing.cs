using System.CommandLine;
using Pingap.Cli.Control;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Commands;

/// <summary>What <c>pingap drain</c> and <c>pingap disable</c> have in common: both take something out, and can wait until nothing of it is left.</summary>
internal static class Withdrawing
{
    /// <summary>A command that does it.</summary>
    /// <param name="services">What commands stand on.</param>
    /// <param name="verb">The command's name, and the order's at the control channel.</param>
    /// <param name="description">What it does.</param>
    public static Command Command(CliServices services, string verb, string description)
    {
        var upstream = UpstreamArgument.Create();
        var backend = UpstreamArgument.CreateOptionalBackend();
        var within = WithinOption.Create();
        var wait = new Option<bool>("--wait") { Description = "Returns when nothing is under way any more, or was broken off." };
        var json = JsonOption.Create();
        var control = new ControlOptions();
        var command = new Command(verb, description) { upstream, backend, within, wait, json };
        control.AddTo(command);
        command.SetAction((parse, cancellation) => control.WithProxyAsync(
            parse,
            services,
            async (session, stop) =>
            {
                var request = new WithdrawRequest(parse.GetRequiredValue(upstream), parse.GetValue(backend), parse.GetValue(within)?.TotalSeconds);
                var reply = await session.Proxy.PostAsync(
                    $"/v1/upstreams/{verb}", request, ControlJson.Wire.WithdrawRequest, ControlJson.Wire.UpstreamInfo, stop);
                return parse.GetValue(wait)
                    ? await OrderReport.WaitAsync(session, reply, request.Upstream, request.Backend, parse.GetValue(json), stop)
                    : OrderReport.Print(session, reply, parse.GetValue(json));
            },
            cancellation));
        return command;
    }
}
