using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pingap.Actors.Configuration.Schema;

/// <summary>The JSON Schema (draft 7, which editors of TOML understand) of a configuration file, made from <see cref="ConfigSchema"/>.</summary>
public static class JsonSchema
{
    private const string Draft = "http://json-schema.org/draft-07/schema#";
    private const string DurationPattern = @"^\s*(0|([0-9]+(\.[0-9]+)?\s*[a-zµ]+\s*)+)\s*$";

    // A value taken from the environment can be anything until the configuration is read.
    private const string FromEnvironment = @"\$";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema as text, with a line feed at its end.</summary>
    public static string Document { get; } = Root().ToJsonString(Indented) + "\n";

    private static JsonObject Root() => new()
    {
        ["$schema"] = Draft,
        ["title"] = "Configuration of Pingap",
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(ConfigSchema.Sections.Select(section => KeyValuePair.Create(section.Name, (JsonNode?)Section(section)))),
    };

    private static JsonObject Section(SectionDefinition section)
    {
        var table = Table(section);
        var schema = section.HasEntries ? new JsonObject { ["type"] = "object", ["additionalProperties"] = table } : table;
        schema["description"] = section.Meaning;
        return schema;
    }

    private static JsonObject Table(SectionDefinition section)
    {
        var table = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = section.TakesOtherKeys,
            ["properties"] = new JsonObject(section.Keys.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)Key(key)))),
        };
        var required = section.Keys.Where(key => key.IsRequired).Select(key => (JsonNode)key.Name).ToArray();
        if (required.Length == 0) return table;
        // What a table lacks may stand in a storage that it includes.
        if (section.Keys.Contains(StorageKeys.Includes)) table["anyOf"] = new JsonArray(Required(required), Required(StorageKeys.Includes.Name));
        else table["required"] = new JsonArray(required);
        return table;
    }

    private static JsonObject Required(params JsonNode[] names) => new() { ["required"] = new JsonArray(names) };

    private static JsonObject Key(KeyDefinition key)
    {
        var schema = Value(key);
        schema["description"] = Described(key.Unit is { } unit ? $"{key.Meaning} Unit: {unit}." : key.Meaning, key.Availability);
        if (key.IsSecret) schema["writeOnly"] = true;
        if (key.Default is { } value) schema["default"] = Default(key.Kind, value);
        return schema;
    }

    private static string Described(string meaning, KeyAvailability availability) => availability switch
    {
        KeyAvailability.Now => meaning,
        KeyAvailability.Later => $"{meaning} This is {NotYet.ActedOn}: a warning.",
        _ => $"{meaning} This is {NotYet.MustNotBeIgnored}: an error.",
    };

    private static JsonObject Value(KeyDefinition key) => key.Kind switch
    {
        KeyKind.Text when key.Values.Count > 0 => OneOf(key.Values, key.Prefixes),
        KeyKind.Text => Text(),
        KeyKind.Number => Number(key),
        KeyKind.Boolean => new JsonObject { ["type"] = "boolean" },
        KeyKind.Duration => AnyOf(Text(DurationPattern), Text(FromEnvironment)),
        KeyKind.Size => AnyOf(Text(), Number(key, least: 0)),
        KeyKind.TextList => List(key.Values.Count > 0 ? OneOf(key.Values, key.Prefixes) : Text()),
        KeyKind.NumberList => List(Number(key)),
        KeyKind.TextTable => TextTable(),
        KeyKind.TextTableOrList => AnyOf(TextTable(), List(Text())),
        _ => [],
    };

    private static JsonObject AnyOf(params JsonNode[] alternatives) => new() { ["anyOf"] = new JsonArray(alternatives) };

    private static JsonObject OneOf(ValueList<string> values, ValueList<string> prefixes) => AnyOf(
    [
        new JsonObject { ["enum"] = new JsonArray([.. values.Select(value => (JsonNode)value)]) },
        .. prefixes.Select(prefix => Text($"^{prefix}.")),
        Text(FromEnvironment),
    ]);

    private static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject TextTable() => new() { ["type"] = "object", ["additionalProperties"] = Text() };

    private static JsonObject Text(string? pattern = null)
    {
        var text = new JsonObject { ["type"] = "string" };
        if (pattern is not null) text["pattern"] = pattern;
        return text;
    }

    private static JsonObject Number(KeyDefinition key, long? least = null)
    {
        var number = new JsonObject { ["type"] = "integer" };
        least ??= key.Minimum;
        if (least is not null) number["minimum"] = least;
        if (key.Maximum is { } greatest) number["maximum"] = greatest;
        return number;
    }

    private static JsonNode Default(KeyKind kind, string value) => kind switch
    {
        KeyKind.Number => long.Parse(value, CultureInfo.InvariantCulture),
        KeyKind.Boolean => value is "true",
        _ => value,
    };
}
