namespace Pingap.Actors.Configuration.Reading;

/// <summary>One <c>name=value</c> of a <see cref="ConfigAddress"/>.</summary>
/// <param name="Name">Decoded.</param>
/// <param name="Value">Decoded; empty when there is none. May be a secret.</param>
public sealed record ConfigParameter(string Name, string Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}=***";
}
