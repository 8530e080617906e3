using System.Globalization;
using System.Text;
using Pingap.Actors.Configuration.Values;

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
            - A *duration* is a string of numbers and units, such as `500ms`, `10s`, `1m30s`, `2h`; at most `24d`. A *size* is a string such as `10mb` (powers of 1000), `4kib` (powers of 1024), or bytes.
            - Keys marked *README* or *Pingap* come from one of the two dialects this program understands; the same thing must not be said in both within one table.
            - Values marked *(never shown)* may hold credentials: no message and no comparison of configurations repeats them.
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
        Append(page, section, KeyAvailability.Now, "");
        Append(page, section, KeyAvailability.Later, $"These are {NotYet.ActedOn}: they are checked like any other key, and a warning says that nothing comes of them.");
        Append(page, section, KeyAvailability.LaterRefused, $"These are {NotYet.MustNotBeIgnored}: a configuration that has them is refused.");
        if (section == PluginKeys.Section) AppendCategories(page);
    }

    private static void Append(StringBuilder page, SectionDefinition section, KeyAvailability availability, string title)
    {
        var keys = section.Keys.Where(key => key.Availability == availability).ToList();
        if (keys.Count == 0) return;
        if (title.Length > 0) page.Append('\n').Append(title).Append('\n');
        page.Append("\n| key | type | unit | default | meaning | example |\n|---|---|---|---|---|---|\n");
        foreach (var key in keys) Append(page, key);
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
        var missing = key.IsRequired ? "required" : key.Default is { } value ? $"`{value}`" : "–";
        var meaning = key.IsSecret ? $"{key.Meaning} *(never shown)*" : key.Meaning;
        page.Append(
            $"| `{key.Name}`{dialect} | {Cell(Taken(key))} | {Unit(key)} | {missing} | {Cell(meaning)} | `{Cell($"{key.Name} = {key.WrittenExample}")}` |\n");
    }

    private static string Taken(KeyDefinition key) => key.Kind switch
    {
        KeyKind.Text when key.Values.Count > 0 => $"string: {Values(key)}",
        KeyKind.Text => "string",
        KeyKind.Number => $"integer{Range(key)}",
        KeyKind.Boolean => "`true`, `false`",
        KeyKind.Duration => $"duration{DurationRange(key)}",
        KeyKind.Size => key.Maximum is { } most ? $"size, at most {most}" : "size",
        KeyKind.TextList when key.Values.Count > 0 => $"list of strings: {Values(key)}",
        KeyKind.TextList => "list of strings",
        KeyKind.NumberList => $"list of integers{Range(key)}",
        KeyKind.TextTable => "table of strings",
        KeyKind.TextTableOrList => "table or list of strings",
        _ => "anything",
    };

    private static string Unit(KeyDefinition key) => key.Kind switch
    {
        KeyKind.Duration => "time",
        KeyKind.Size => "bytes",
        _ => key.Unit ?? "–",
    };

    private static string Values(KeyDefinition key) => string.Join(", ", key.Values.Concat(key.Prefixes.Select(prefix => $"{prefix}NAME")).Select(value => $"`{value}`"));

    private static string Range(KeyDefinition key) => (key.Minimum, key.Maximum) switch
    {
        ({ } least, int.MaxValue) => $" from {least}",
        ({ } least, { } greatest) => $" {least} to {greatest}",
        _ => "",
    };

    private static string DurationRange(KeyDefinition key) => (key.Minimum, key.Maximum) switch
    {
        ({ } least, { } longest) => $" {Duration.Show(least)} to {Duration.Show(longest)}",
        ({ } least and > 0, _) => $" from {Duration.Show(least)}",
        _ => "",
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
