namespace Pingap.Gateway.Pipeline;

/// <summary>
/// The fields of the last request of a connection as they were written to a backend. A client repeats its fields with each request, and then they are neither chosen nor checked nor
/// written anew. Kept only where nothing of them depends on anything else than their <see cref="Ingredients"/>.
/// </summary>
internal sealed class SentFields
{
    // A larger header would be kept for as long as the connection is.
    private const int MostKept = 1024;
    private byte[] _octets = [];
    private int _length;
    private Ingredients _of;

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _octets.AsSpan(0, _length);

    /// <summary>Whether a request's would be the same.</summary>
    public bool IsOf(in Ingredients of) => _of.IsSame(of);

    /// <summary>Keeps what was written for a request.</summary>
    public void Keep(in Ingredients of, ReadOnlySpan<byte> octets)
    {
        _of = default;
        if (octets.Length > MostKept) return;
        if (_octets.Length < octets.Length) _octets = new byte[octets.Length];
        octets.CopyTo(_octets);
        (_length, _of) = (octets.Length, of);
    }

    /// <summary>What the fields are made of. Of a connection and of its configuration the same is the same object; HTTP/2 has its strings made anew for each request.</summary>
    /// <param name="Version">Of the fields as the client has sent them.</param>
    /// <param name="Plan">What its location makes of them.</param>
    /// <param name="Peer">Who has sent them.</param>
    /// <param name="Host">The host that is asked.</param>
    /// <param name="Scheme">How it is reached.</param>
    /// <param name="HasBody">Whether a body is sent.</param>
    public readonly record struct Ingredients(int Version, object Plan, Peer Peer, string Host, string Scheme, bool HasBody)
    {
        /// <summary>Whether another is made of the same.</summary>
        public bool IsSame(in Ingredients other) => Version == other.Version && HasBody == other.HasBody && ReferenceEquals(Plan, other.Plan)
            && ReferenceEquals(Peer, other.Peer) && string.Equals(Host, other.Host, StringComparison.Ordinal) && string.Equals(Scheme, other.Scheme, StringComparison.Ordinal);
    }
}
