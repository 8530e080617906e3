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

    /// <summary>The greatest value of an integer or of each item.</summary>
    public long? Maximum { get; init; }

    /// <summary>The only values a string may have, in the spelling to recommend; empty when it may have any.</summary>
    public ValueList<string> Values { get; init; } = [];

    /// <summary>Whether its value must not be shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>A value as an example, for messages and documentation.</summary>
    public string? Example { get; init; }

    /// <summary>A key that is known but does nothing yet.</summary>
    public static KeyDefinition NotYet(string name, string meaning) =>
        new(name, KeyKind.Any, meaning) { Availability = KeyAvailability.Later, Dialect = KeyDialect.Pingap };
}
