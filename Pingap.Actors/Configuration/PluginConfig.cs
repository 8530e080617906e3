namespace Pingap.Actors.Configuration;

/// <summary>One entry of <c>[plugins]</c>: a plugin and its settings.</summary>
/// <param name="Name">The name that locations use.</param>
/// <param name="Category">Which plugin: one of the categories of the schema.</param>
/// <param name="Step">At which step of a request it runs, or <c>null</c> for the usual one of its category.</param>
/// <param name="Options">All other settings, in the order of their names; the plugin itself says which there are.</param>
/// <param name="Remark">A note for people, or <c>null</c>.</param>
public sealed record PluginConfig(PluginName Name, string Category, string? Step, OptionValue.Table Options, string? Remark);
