using System.CommandLine;
using Pingap.Actors.Control.History;
using Pingap.Cli.Control;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Commands;

/// <summary><c>pingap confirm</c>: what was applied with <c>--confirm-within</c> stays.</summary>
internal static class ConfirmCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliServices services)
    {
        var version = VersionArgument.CreateOptional("VERSION", "The number of the version that shall stay; refused when another one runs by now.");
        var json = JsonOption.Create();
        var control = new ControlOptions();
        var command = new Command("confirm", "Says that what was applied with --confirm-within shall stay.") { version, json };
        control.AddTo(command);
        command.SetAction((parse, cancellation) => control.WithProxyAsync(
            parse, services, (session, stop) => ConfirmAsync(session, parse.GetValue(version), parse.GetValue(json), stop), cancellation));
        return command;
    }

    private static async Task<ExitCode> ConfirmAsync(ProxySession session, long? version, bool isJson, CancellationToken cancellation)
    {
        var reply = await session.Proxy.PostAsync(
            "/v1/config/confirm", new ConfirmRequest(version), ControlJson.Wire.ConfirmRequest, ControlJson.Wire.ConfirmAnswer, cancellation);
        if (reply is not ControlReply<ConfirmAnswer>.Done { Value: var confirmed } done) return session.Explain(reply, isJson);
        if (isJson)
        {
            session.Terminal.Out.Write(done.Json);
            return ExitCode.Ok;
        }

        session.Terminal.Out.WriteLine(confirmed.Awaited
            ? $"version {confirmed.Version} stays"
            : $"nothing to do: version {confirmed.Version} runs, and awaits no confirmation");
        await SourceReport.PrintAsync(session, Advice, cancellation);
        return ExitCode.Ok;
    }

    private static string Advice(VersionInfo? running) =>
        running is { Cause: ChangeCause.HandedOver, From: var from } ? $"write {from} there too" : "set it right there too";
}
