namespace Pingap.Actors.Configuration;

/// <summary>How problems and documents speak of what the configuration may say although nothing comes of it yet: the same everywhere.</summary>
internal static class NotYet
{
    /// <summary>To be said after "is": of a key that is ignored.</summary>
    public const string ActedOn = "understood but not acted on yet";

    /// <summary>To be said after "is": of a key or value that is refused; a remedy follows.</summary>
    public const string MustNotBeIgnored = $"{ActedOn}, and must not be ignored";
}
