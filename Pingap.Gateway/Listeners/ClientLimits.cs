using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Pipeline;

namespace Pingap.Gateway.Listeners;

/// <summary>What clients may cost now, for all listeners: the configuration's, from the connection or the request on that comes after it is applied.</summary>
public sealed class ClientLimits
{
    private volatile Limits _current = new(BasicConfig.Default);
    private KestrelServerLimits? _kestrel;

    /// <summary>What the configuration says.</summary>
    public ClientLimitsConfig Current => _current.Clients;

    /// <summary>Who may have any number of connections.</summary>
    public TrustedProxies Trusted => _current.Trusted;

    /// <summary>Client connections that may be open in all.</summary>
    public int MaxConnections => _current.MaxConnections;

    /// <summary>Holds these too to what is said here, now and after each <see cref="Take"/>.</summary>
    public void Govern(KestrelServerLimits limits)
    {
        _kestrel = limits;
        KestrelLimits.Apply(limits, Current);
    }

    /// <summary>Puts the limits of a configuration into force.</summary>
    public void Take(BasicConfig basic)
    {
        _current = new Limits(basic);
        // Kestrel reads each when it needs it, and none of them together with another one.
        if (_kestrel is { } limits) KestrelLimits.Apply(limits, basic.Clients);
    }

    private sealed class Limits(BasicConfig basic)
    {
        public ClientLimitsConfig Clients { get; } = basic.Clients;

        public TrustedProxies Trusted { get; } = TrustedProxies.Of(basic);

        // A request has a connection to a backend as well, but most connections of clients are idle most of the time.
        public int MaxConnections { get; } = basic.Clients.MaxConnections ?? Descriptors.Most / 4 * 3;
    }
}
