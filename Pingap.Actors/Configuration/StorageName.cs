namespace Pingap.Actors.Configuration;

/// <summary>The name of an entry of <c>[storages]</c>.</summary>
public readonly record struct StorageName(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
