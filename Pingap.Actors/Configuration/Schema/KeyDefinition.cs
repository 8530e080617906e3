namespace Pingap.Actors.Configuration.Schema;

/// <summary>All there is to know about a key: the reader, the JSON schema and the documentation say the same because they read it here.</summary>
/// <param name="Name">The key.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Meaning">What it does, in one sentence.</param>
public sealed record KeyDefinition(string Name, KeyKind Kind, string Meaning)
{
    /// <summary>What holds when it is not given, as it would be written; <c>null</c> when that is nothing at all.</summary>
    public string? Default { get; init; }

    /// <summary>Whether its table is wrong without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Which dialect has it.</summary>
    public KeyDialect Dialect { get; init; }

    /// <summary>Whether it does something.</summary>
    public KeyAvailability Availability { get; init; }

    /// <summary>The least value of an integer or of each item, or the shortest duration in milliseconds.</summary>
    public long? Minimum { get; init; }

    /// <summary>The greatest value of an integer or of each item, the longest duration in milliseconds, or the largest size in bytes.</summary>
    public long? Maximum { get; init; }

    /// <summary>What an integer counts or measures, such as <c>days</c>; <c>null</c> for other kinds.</summary>
    public string? Unit { get; init; }

    /// <summary>The only values a string, or each string of a list, may have, in the spelling to recommend; empty when it may have any.</summary>
    public ValueList<string> Values { get; init; } = [];

    /// <summary>What a string may begin with besides, a name being the rest of it.</summary>
    public ValueList<string> Prefixes { get; init; } = [];

    /// <summary>A value as an example, for messages and documentation; <see cref="WrittenExample"/> finds one where this is <c>null</c>.</summary>
    public string? Example { get; init; }

    /// <summary>Whether its value may hold credentials, so that neither a problem nor a comparison of configurations shows anything of it.</summary>
    public bool IsSecret { get; init; }

    /// <summary>What its strings name, in a table or as <c>name: value</c>; a comparison of configurations shows only those values that are surely harmless.</summary>
    public NamedValues Names { get; init; }

    /// <summary>A value as it would be written: the example, else one of the values it may have, else its default or a name.</summary>
    public string? WrittenExample => Example ?? Kind switch
    {
        KeyKind.Boolean => Default is "true" ? "false" : "true",
        KeyKind.Text when Values.Count > 0 => $"\"{Values[^1]}\"",
        KeyKind.Number => Default,
        KeyKind.TextList => "[\"name\"]",
        _ => Default is null ? null : $"\"{Default}\"",
    };

    /// <summary>A list of names that is understood but not acted on yet.</summary>
    public static KeyDefinition NotYet(string name, string meaning) => NotYet(name, KeyKind.TextList, meaning);

    /// <summary>A key of Pingap that is understood but not acted on yet.</summary>
    public static KeyDefinition NotYet(string name, KeyKind kind, string meaning) =>
        new(name, kind, meaning) { Availability = KeyAvailability.Later, Dialect = KeyDialect.Pingap };
}
