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
            """"
            # Configuration

            A configuration is TOML: one file, or a directory whose `*.toml` files are read together. This page is made from the definitions that the reader itself
            uses: `pingap schema --format markdown` prints it, and `pingap schema` prints the same as a JSON Schema for editors (`docs/pingap.schema.json`).

            - Any string may take a value from the environment: `$ENV:NAME` or `${NAME}`. A missing variable is an error.
            - Durations are strings such as `500ms`, `10s`, `1m30s`, `2h`; at most `24d`. Sizes are strings such as `10mb` (powers of 1000), `4kib` (powers of 1024), or bytes.
            - Keys marked *README* or *Pingap* come from one of the two dialects this program understands; the same thing must not be said in both within one table.
            - In header values, `$name` and `${name}` are variables, `$$` is a dollar: `$host`, `$scheme`, `$hostname`, `$remote_addr`, `$remote_port`, `$server_addr`,
              `$server_port`, `$upstream_addr`, `$proxy_add_x_forwarded_for`, `$uri`, `$args`, `$request_method`, `$request_id`, `$http_NAME`, and the captures of the
              location's expressions.

            ## Files and folders

            `-c PATH` names a file, or a folder whose files `*.toml` are read together, those in folders below it too; hidden ones (`.name`) are passed over. The layouts
            that Pingap writes are all read as they are, with the same tables in each:

            - one file, `pingap.toml`;
            - a file by category: `basic.toml`, `upstreams.toml`, `locations.toml`, `servers.toml`, …;
            - a file an item: `basic.toml`, `upstreams/api.toml` with the table `[upstreams.api]`, `locations/web.toml`, …

            Pingap's parameters behind the path, `?separation=true&enable_history=true`, are taken and change nothing; others are an error. A table may stand in one file only.

            ## Includes

            `includes = ["NAME"]` in a server, location or upstream puts the keys of `[storages.NAME]` into that table. Its `value` is TOML with keys of the table itself:

            ```toml
            [storages.patient]
            category = "config"
            value = """
            read_timeout = "5m"
            idle_timeout = "10m"
            """

            [upstreams.reports]
            addrs = ["127.0.0.1:8001"]
            includes = ["patient"]
            ```

            An included key wins over the table's own, with a warning. A key in two of the includes, a storage that does not exist, and a text that is not TOML are errors;
            problems inside a text name its place and the place that includes it.

            """".ReplaceLineEndings("\n"));
        foreach (var section in ConfigSchema.Sections) Append(page, section);
        return page.ToString();
    }

    private static void Append(StringBuilder page, SectionDefinition section)
    {
        page.Append('\n').Append(section.HasEntries ? $"## `[{section.Name}.NAME]`\n\n" : $"## `[{section.Name}]`\n\n");
        page.Append(section.Meaning).Append('\n');
        var now = section.Keys.Where(key => key.Availability is KeyAvailability.Now).ToList();
        if (now.Count > 0)
        {
            page.Append("\n| key | takes | default | meaning |\n|---|---|---|---|\n");
            foreach (var key in now) Append(page, key);
        }

        Append(page, section, KeyAvailability.Later, "Known, but not available yet; ignored with a warning");
        Append(page, section, KeyAvailability.LaterRefused, "Known, but not available yet; refused, because ignoring it could be unsafe");
        if (section == PluginKeys.Section) AppendCategories(page);
    }

    private static void AppendCategories(StringBuilder page)
    {
        page.Append(
            """

            A plugin takes whatever other keys its category has. A location that names one of these is refused as long as the plugin does not act, because it would be
            unprotected, or answer differently, without it: 
            """.ReplaceLineEndings("\n").TrimEnd()).Append(' ').Append(Categories(isNeeded: true))
            .Append(".\nThe others give a warning: ").Append(Categories(isNeeded: false))
            .Append(".\nThese plugins exist without a table: ").AppendJoin(", ", PluginCategories.BuiltIn.Keys.Select(name => $"`{name}`").Order(StringComparer.Ordinal)).Append(".\n");
    }

    private static string Categories(bool isNeeded) =>
        string.Join(", ", PluginCategories.All.Where(category => category.IsNeeded == isNeeded).Select(category => $"`{category.Name}`"));

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
