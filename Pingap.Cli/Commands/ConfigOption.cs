using System.CommandLine;
using System.CommandLine.Parsing;
using Pingap.Cli.Sources;

namespace Pingap.Cli.Commands;

/// <summary>The option <c>--config</c>, the same for every command that has it.</summary>
internal static class ConfigOption
{
    /// <summary>A new one; an option belongs to one command.</summary>
    public static Option<string> Create()
    {
        var option = new Option<string>("--config", "-c")
        {
            HelpName = "FILE|DIR|etcd://…",
            Description = "The configuration: a TOML file, a directory of them, or etcd://HOST:2379/PATH.",
        };
        option.Validators.Add(Validate);
        return option;
    }

    /// <summary>What a value means that was found to be right.</summary>
    public static ConfigOrigin Origin(string value) =>
        ConfigOrigin.TryParse(value, out var wrong) ?? throw new ArgumentException(string.Join("; ", wrong), nameof(value));

    private static void Validate(OptionResult option)
    {
        if (option.Tokens is not [{ Value: var value }]) return;
        if (ConfigOrigin.TryParse(value, out var wrong) is not null) return;
        foreach (var finding in wrong) option.AddError($"--config: {finding}");
    }
}
