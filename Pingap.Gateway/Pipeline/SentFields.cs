namespace Pingap.Gateway.Pipeline;

/// <summary>
/// The fields of the last request of a connection as they were written to a backend. A client repeats its fields with each request, and then they are neither chosen nor checked nor
/// written anew. Kept only where nothing of them depends on anything else than what is compared here.
/// </summary>
internal sealed class SentFields
{
    // A larger header would be kept for as long as the connection is.
    private const int MostKept = 1024;
    private byte[] _octets = [];
    private int _length;
    private object? _plan;
    private Peer? _peer;
    private string? _host;
    private string? _scheme;
    private int _version;
    private bool _hasBody;

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Octets => _octets.AsSpan(0, _length);

    /// <summary>Whether this request's would be the same.</summary>
    /// <param name="context">The request.</param>
    /// <param name="plan">What its location makes of its fields.</param>
    /// <param name="hasBody">Whether a body is sent.</param>
    public bool IsOf(ProxyContext context, object plan, bool hasBody) =>
        ReferenceEquals(_plan, plan) && _version == context.Fields.Version && _hasBody == hasBody && ReferenceEquals(_peer, context.Peer)
        && ReferenceEquals(_host, context.HostField) && ReferenceEquals(_scheme, context.Scheme);

    /// <summary>Keeps what was written for a request.</summary>
    public void Keep(ProxyContext context, object plan, bool hasBody, ReadOnlySpan<byte> octets)
    {
        if (octets.Length > MostKept)
        {
            _plan = null;
            return;
        }

        if (_octets.Length < octets.Length) _octets = new byte[octets.Length];
        octets.CopyTo(_octets);
        (_length, _plan, _hasBody) = (octets.Length, plan, hasBody);
        (_version, _peer, _host, _scheme) = (context.Fields.Version, context.Peer, context.HostField, context.Scheme);
    }
}
