using System.CommandLine;
using Pingap.Actors.Configuration.Schema;

namespace Pingap.Cli.Commands;

/// <summary><c>pingap schema</c>: what can be configured, for editors and for people.</summary>
internal static class SchemaCommand
{
    private const string Json = "json";
    private const string Markdown = "markdown";

    /// <summary>The command.</summary>
    public static Command Create(CliServices services)
    {
        var format = new Option<string>("--format")
        {
            Description = "A JSON Schema, with which editors complete and check the file, or the reference as Markdown.",
            DefaultValueFactory = _ => Json,
        };
        format.AcceptOnlyFromAmong(Json, Markdown);
        var command = new Command("schema", "Prints every key of the configuration, as a JSON Schema or as Markdown.") { format };
        command.SetAction(parse =>
        {
            services.Terminal.Out.Write(parse.GetValue(format) is Markdown ? KeyReference.Document : JsonSchema.Document);
            return (int)ExitCode.Ok;
        });
        return command;
    }
}
