namespace Pingap.Actors.Configuration.Schema;

/// <summary>Every section and key of the configuration.</summary>
public static class ConfigSchema
{
    /// <summary>The sections, in the order in which people write them.</summary>
    public static ValueList<SectionDefinition> Sections { get; } =
    [
        BasicKeys.Section,
        UpstreamKeys.Section,
        LocationKeys.Section,
        ServerKeys.Section,
        CertificateKeys.Section,
        PluginKeys.Section,
        StorageKeys.Section,
    ];
}
