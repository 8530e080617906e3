using System.CommandLine;
using Pingap.Actors.Configuration.Values;
using Pingap.Cli.Output;

namespace Pingap.Cli.Commands;

/// <summary>The option <c>--confirm-within</c>, the same for every command that has it.</summary>
internal static class ConfirmWithinOption
{
    /// <summary>A new one; an option belongs to one command.</summary>
    public static Option<TimeSpan?> Create()
    {
        var option = new Option<TimeSpan?>("--confirm-within")
        {
            HelpName = "DURATION",
            Description = "Undoes the change by itself unless `pingap confirm` comes within this time, such as 60s.",
        };
        option.CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!Duration.TryParse(text, out var within, out var wrong)) result.AddError($"--confirm-within: '{text.WithoutControls()}' {wrong}");
            else if (within == TimeSpan.Zero) result.AddError("--confirm-within: no time at all is left to confirm; write at least 1s");
            else return within;
            return null;
        };
        return option;
    }
}
