using System.CommandLine;
using System.Globalization;
using Pingap.Cli.Output;
using Pingap.Gateway.Admin.Contract;

namespace Pingap.Cli.Commands;

/// <summary><c>pingap weight</c>: gives a backend of the running proxy another weight than the configuration does.</summary>
internal static class WeightCommand
{
    private const string Configured = "configured";

    /// <summary>The command.</summary>
    public static Command Create(CliServices services)
    {
        var upstream = UpstreamArgument.Create();
        var backend = UpstreamArgument.CreateBackend();
        var weight = new Argument<string>("WEIGHT") { Description = $"The weight, from 0 (nobody new) to {ushort.MaxValue}; or {Configured}, for the one that the configuration says." };
        weight.Validators.Add(result =>
        {
            var text = result.Tokens[0].Value;
            if (text != Configured && !TryParse(text, out _)) result.AddError($"'{text.WithoutControls()}' is no weight; use 0 to {ushort.MaxValue}, or {Configured}");
        });
        var json = JsonOption.Create();
        var control = new ControlOptions();
        var command = new Command("weight", "Gives a backend another weight than the configuration does.") { upstream, backend, weight, json };
        control.AddTo(command);
        command.SetAction((parse, cancellation) => control.WithProxyAsync(
            parse,
            services,
            async (session, stop) =>
            {
                int? wanted = TryParse(parse.GetRequiredValue(weight), out var number) ? number : null;
                var request = new WeightRequest(parse.GetRequiredValue(upstream), parse.GetRequiredValue(backend), wanted);
                var reply = await session.Proxy.PostAsync(
                    "/v1/upstreams/weight", request, ControlJson.Wire.WeightRequest, ControlJson.Wire.UpstreamInfo, stop);
                return OrderReport.Print(session, reply, parse.GetValue(json));
            },
            cancellation));
        return command;
    }

    private static bool TryParse(string text, out int weight) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out weight) && weight <= ushort.MaxValue;
}
