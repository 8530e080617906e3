namespace Pingap.Actors.Configuration;

/// <summary>A named setting of a plugin.</summary>
/// <param name="Name">The key.</param>
/// <param name="Value">What it is set to.</param>
public sealed record PluginOption(string Name, OptionValue Value);
