namespace Pingap.Actors.Configuration;

/// <summary>Which ciphers a server's listeners offer, best first; an empty list is the system's choice.</summary>
/// <param name="Rules">For TLS 1.2: names and rules as OpenSSL knows them, such as <c>ECDHE+AESGCM</c> and <c>!aNULL</c> (<c>tls_cipher_list</c>).</param>
/// <param name="Suites">For TLS 1.3: names of suites, RFC 8446 §B.4 (<c>tls_ciphersuites</c>).</param>
public sealed record TlsCiphers(ValueList<string> Rules, ValueList<string> Suites)
{
    /// <summary>What the system chooses.</summary>
    public static readonly TlsCiphers SystemDefault = new([], []);
}
