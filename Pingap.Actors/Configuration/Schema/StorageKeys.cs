namespace Pingap.Actors.Configuration.Schema;

/// <summary>The keys of <c>[storages.NAME]</c>, and the key by which other tables include them.</summary>
internal static class StorageKeys
{
    public static readonly KeyDefinition Category = new("category", KeyKind.Text, "What it is for; a word of your own.")
    { IsRequired = true, Dialect = KeyDialect.Pingap, Example = "\"config\"" };

    public static readonly KeyDefinition Value = new("value", KeyKind.Text,
        "The text: for includes, TOML with keys of the table that includes it. As $ENV:NAME alone it is all taken from the environment.")
    { IsRequired = true, Dialect = KeyDialect.Pingap, Example = "\"read_timeout = '30s'\"" };

    public static readonly KeyDefinition Secret = new("secret", KeyKind.Text,
        "The key with which value is encrypted, as Pingap does it: AES-256-GCM-SIV in base64.")
    { IsSecret = true, Dialect = KeyDialect.Pingap, Example = "\"$ENV:STORAGE_KEY\"" };

    public static readonly KeyDefinition CreatedAt = new("created_at", KeyKind.Number, "When it was made, in seconds since 1970.")
    { Dialect = KeyDialect.Pingap, Minimum = 0, Maximum = 253_402_300_799, Unit = "seconds", Example = "1764000000" };

    public static readonly KeyDefinition Remark = new("remark", KeyKind.Text, "A note for people; the proxy ignores it.")
    { Dialect = KeyDialect.Pingap, Example = "\"made by hand\"" };

    public static readonly SectionDefinition Section = new("storages", "Texts that other tables include.", HasEntries: true,
        [Category, Value, Secret, CreatedAt, Remark]);

    /// <summary>The key of servers, locations and upstreams that names storages.</summary>
    public static readonly KeyDefinition Includes = new("includes", KeyKind.TextList, "Names of [storages] whose keys are put into this table; theirs win over its own.")
    { Dialect = KeyDialect.Pingap, Example = "[\"timeouts\"]" };
}
