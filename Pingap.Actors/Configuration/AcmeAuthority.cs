namespace Pingap.Actors.Configuration;

/// <summary>Who issues certificates by ACME (<c>acme</c>).</summary>
public enum AcmeAuthority
{
    /// <summary>Let's Encrypt (<c>lets_encrypt</c>).</summary>
    LetsEncrypt,
}
