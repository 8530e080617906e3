using System.Text;

namespace Pingap.Actors.Configuration.Schema;

/// <summary>The reference of all keys as Markdown, made from <see cref="ConfigSchema"/>; docs/configuration.md holds it.</summary>
public static class KeyReference
{
    /// <summary>The page, with a line feed at its end.</summary>
    public static string Document { get; } = Page();

    private static string Page()
    {
        var page = new StringBuilder();
        page.Append(
            """
            # Configuration

            A configuration is TOML: one file, or a directory whose `*.toml` files are read together. This page is made from the definitions that the reader itself
            uses: `pingap schema --format markdown` prints it, and `pingap schema` prints the same as a JSON Schema for editors (`docs/pingap.schema.json`).

            - Any string may take a value from the environment: `$ENV:NAME` or `${NAME}`. A missing variable is an error.
            - Durations are strings such as `500ms`, `10s`, `1m30s`, `2h`; at most `24d`. Sizes are strings such as `10mb` (powers of 1000), `4kib` (powers of 1024), or bytes.
            - Keys marked *README* or *Pingap* come from one of the two dialects this program understands; the same thing must not be said in both within one table.
            - In header values, `$name` and `${name}` are variables, `$$` is a dollar: `$host`, `$scheme`, `$hostname`, `$remote_addr`, `$remote_port`, `$server_addr`,
              `$server_port`, `$upstream_addr`, `$proxy_add_x_forwarded_for`, `$uri`, `$args`, `$request_method`, `$request_id`, `$http_NAME`, and the captures of the
              location's expressions.

            """.ReplaceLineEndings("\n"));
        foreach (var section in ConfigSchema.Sections) Append(page, section);
        return page.ToString();
    }

    private static void Append(StringBuilder page, SectionDefinition section)
    {
        page.Append('\n').Append(section.HasEntries ? $"## `[{section.Name}.NAME]`\n\n" : $"## `[{section.Name}]`\n\n");
        page.Append(section.Meaning).Append('\n');
        if (section.Availability is not KeyAvailability.Now) page.Append("\nNot available yet: ignored with a warning.\n");
        var now = section.Keys.Where(key => key.Availability is KeyAvailability.Now).ToList();
        if (now.Count > 0)
        {
            page.Append("\n| key | takes | default | meaning |\n|---|---|---|---|\n");
            foreach (var key in now) Append(page, key);
        }

        Append(page, section, KeyAvailability.Later, "Known, but not available yet; ignored with a warning");
        Append(page, section, KeyAvailability.LaterRefused, "Known, but not available yet; refused, because ignoring it could be unsafe");
    }

    private static void Append(StringBuilder page, KeyDefinition key)
    {
        var dialect = key.Dialect is KeyDialect.Both ? "" : $" *({(key.Dialect is KeyDialect.Readme ? "README" : "Pingap")})*";
        var missing = key.IsRequired ? "required" : key.Default is { } value ? $"`{value}`" : "";
        var example = key.Example is { } written ? $" Example: `{key.Name} = {written}`." : "";
        page.Append($"| `{key.Name}`{dialect} | {Taken(key)} | {missing} | {Cell(key.Meaning + example)} |\n");
    }

    private static void Append(StringBuilder page, SectionDefinition section, KeyAvailability availability, string title)
    {
        var names = section.Keys.Where(key => key.Availability == availability).Select(key => $"`{key.Name}`").ToList();
        if (names.Count > 0) page.Append($"\n{title}: {string.Join(", ", names)}.\n");
    }

    private static string Taken(KeyDefinition key) => key.Kind switch
    {
        KeyKind.Text when key.Values.Count > 0 => string.Join(", ", key.Values.Select(value => $"`{value}`")),
        KeyKind.Text => "string",
        KeyKind.Number => $"integer{Range(key)}",
        KeyKind.Boolean => "`true`, `false`",
        KeyKind.Duration => "duration",
        KeyKind.Size => "size",
        KeyKind.TextList => "list of strings",
        KeyKind.NumberList => $"list of integers{Range(key)}",
        KeyKind.TextTable => "table of strings",
        KeyKind.TextTableOrList => "table or list of strings",
        _ => "anything",
    };

    private static string Range(KeyDefinition key) => (key.Minimum, key.Maximum) switch
    {
        ({ } least, int.MaxValue) => $" from {least}",
        ({ } least, { } greatest) => $" {least} to {greatest}",
        _ => "",
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
