using System.CommandLine;
using Pingap.Cli.Control;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Commands;

/// <summary><c>pingap confirm</c>: what was applied with <c>--confirm-within</c> stays.</summary>
internal static class ConfirmCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliServices services)
    {
        var control = new ControlOptions();
        var command = new Command("confirm", "Says that what was applied with --confirm-within shall stay.");
        control.AddTo(command);
        command.SetAction((parse, cancellation) => control.WithProxyAsync(parse, services, ConfirmAsync, cancellation));
        return command;
    }

    private static async Task<ExitCode> ConfirmAsync(ProxySession session, CancellationToken cancellation)
    {
        var reply = await session.Proxy.PostAsync("/v1/config/confirm", ControlJson.Wire.ConfirmAnswer, cancellation);
        if (reply is not ControlReply<ConfirmAnswer>.Done { Value: var confirmed }) return session.Explain(reply);
        session.Terminal.Out.WriteLine(confirmed.Awaited
            ? $"version {confirmed.Version} stays"
            : $"nothing to do: version {confirmed.Version} runs, and awaits no confirmation");
        return ExitCode.Ok;
    }
}
