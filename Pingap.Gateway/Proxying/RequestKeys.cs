using Pingap.Actors.Configuration;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Proxying;

/// <summary>
/// Tells the requests of one upstream apart as its algorithm needs it, and gives clients the cookies that bind them. Two of the same upstream
/// with the same settings are equal: they do the same.
/// </summary>
public sealed class RequestKeys : IEquatable<RequestKeys>
{
    private readonly UpstreamName _upstream;
    private readonly BalancingConfig _balancing;
    private readonly StickyCookie? _cookie;

    /// <summary>Works out an upstream.</summary>
    /// <param name="upstream">As it is configured.</param>
    /// <param name="clock">Says when cookies end.</param>
    public RequestKeys(UpstreamConfig upstream, TimeProvider? clock = null)
    {
        (_upstream, _balancing) = (upstream.Name, upstream.Balancing);
        if (_balancing.Sticky is { } sticky) _cookie = new StickyCookie(upstream.Name, sticky, clock ?? TimeProvider.System);
    }

    /// <summary>The key of a request.</summary>
    public RequestKey Of(ProxyContext context) => _balancing.Algorithm switch
    {
        BalancingAlgorithm.Hash => new(RequestHash.Of(context, _balancing.HashKey), false),
        BalancingAlgorithm.Sticky => _cookie!.Read(context),
        _ => default,
    };

    /// <summary>Has the answer bind the client to the backend that was picked, unless it is bound to it already.</summary>
    /// <param name="context">The request.</param>
    /// <param name="key">Its key.</param>
    /// <param name="backend">The hash of the backend's address.</param>
    public void Bind(ProxyContext context, RequestKey key, ulong backend)
    {
        // The cookie of a backend that was picked before, and failed, is no more; nor is that of an upstream in a world that is past.
        context.BindingCookie = null;
        if (_cookie is null) return;
        context.BindingCookie = key.Value == backend && !key.IsDue ? null : _cookie.For(context, backend);
    }

    /// <inheritdoc/>
    public bool Equals(RequestKeys? other) => other is not null && _upstream == other._upstream && _balancing == other._balancing;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RequestKeys);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_upstream, _balancing);
}
