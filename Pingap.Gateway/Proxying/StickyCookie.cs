using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pingap.Actors.Balancing;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Proxying;

/// <summary>The cookie that brings the clients of one upstream back to their backends (RFC 6265 §4).</summary>
internal sealed class StickyCookie(UpstreamName upstream, StickyConfig config, TimeProvider clock)
{
    // One for the whole process, so that cookies outlive a reload.
    private static readonly byte[] ProcessSecret = RandomNumberGenerator.GetBytes(32);

    private readonly StickySeal _seal = new(config.Secret is { } secret ? Encoding.UTF8.GetBytes(secret.Value) : ProcessSecret, upstream);

    private readonly string _attributes = config.Lifetime is { } lifetime
        ? string.Create(CultureInfo.InvariantCulture, $"; Max-Age={(long)lifetime.TotalSeconds}; Path=/; HttpOnly; SameSite=Lax")
        : "; Path=/; HttpOnly; SameSite=Lax";

    /// <summary>The backend that a request's cookie names; nothing if it has none, or one that is forged, somebody else's or too old.</summary>
    public RequestKey Read(ProxyContext context)
    {
        var now = clock.GetUtcNow();
        return _seal.TryOpen(ParameterLookup.CookieIn(context.CookieLines, config.Cookie), now, out var backend, out var until)
            ? new(backend, IsDue(now, until))
            : default;
    }

    /// <summary>The field that binds the client to a backend.</summary>
    public string For(ProxyContext context, ulong backend) => string.Concat(
        config.Cookie,
        "=",
        _seal.Seal(backend, clock.GetUtcNow() + config.Lifetime),
        context.Scheme is "https" ? $"{_attributes}; Secure" : _attributes);

    // One that was given by other settings is as good, but is brought to these.
    private bool IsDue(DateTimeOffset now, DateTimeOffset? until) => config.Lifetime is { } lifetime
        ? until is null || until - now < lifetime / 2 || until - now > lifetime
        : until is not null;
}
