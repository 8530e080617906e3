namespace Pingap.Actors.Configuration;

/// <summary>The name of an entry of <c>[plugins]</c>, or of a plugin that always exists, such as <c>pingap:compression</c>.</summary>
public readonly record struct PluginName(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
