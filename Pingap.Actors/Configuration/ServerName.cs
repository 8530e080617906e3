namespace Pingap.Actors.Configuration;

/// <summary>The name of an entry of <c>[servers]</c>.</summary>
public readonly record struct ServerName(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
