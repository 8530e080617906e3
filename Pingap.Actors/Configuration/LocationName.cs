namespace Pingap.Actors.Configuration;

/// <summary>The name of an entry of <c>[locations]</c>.</summary>
public readonly record struct LocationName(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
