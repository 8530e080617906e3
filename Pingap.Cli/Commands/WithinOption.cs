using System.CommandLine;
using Pingap.Actors.Configuration.Values;
using Pingap.Cli.Output;

namespace Pingap.Cli.Commands;

/// <summary>The option <c>--within</c>, the same for every command that has it.</summary>
internal static class WithinOption
{
    /// <summary>A new one; an option belongs to one command.</summary>
    public static Option<TimeSpan?> Create() => new("--within")
    {
        HelpName = "DURATION",
        Description = "Breaks off what is still under way after this time, such as 30s; without it requests may take as long as they like.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Duration.TryParse(text, out var within, out var wrong)) return within;
            result.AddError($"--within: '{text.WithoutControls()}' {wrong}");
            return null;
        },
    };
}
