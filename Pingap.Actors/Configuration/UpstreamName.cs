namespace Pingap.Actors.Configuration;

/// <summary>The name of an entry of <c>[upstreams]</c>.</summary>
public readonly record struct UpstreamName(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
