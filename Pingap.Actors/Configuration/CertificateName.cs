namespace Pingap.Actors.Configuration;

/// <summary>The name of an entry of <c>[certificates]</c>.</summary>
public readonly record struct CertificateName(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
