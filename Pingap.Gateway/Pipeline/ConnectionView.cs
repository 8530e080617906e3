using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Pingap.Actors.Configuration;

namespace Pingap.Gateway.Pipeline;

/// <summary>What all requests of a connection have in common, worked out once: a context stays with its connection, or its stream, and is used for one request after another.</summary>
internal sealed class ConnectionView
{
    private CancellationToken _closed;
    private TrustedProxies _trusted = TrustedProxies.Nobody;
    private IPAddress? _peerAddress;
    private bool _isPeerKnown;
    private int _port = -1;
    private string _portText = "";

    /// <summary>The other end of the connection.</summary>
    public Peer Peer { get; private set; } = new(null, TrustedProxies.Nobody);

    /// <summary>Looks at the connection of a request.</summary>
    /// <param name="features">The server's.</param>
    /// <param name="isHttp2">Whether it carries streams, of which each may end by itself.</param>
    public void LookAt(IFeatureCollection features, bool isHttp2)
    {
        _isPeerKnown = false;
        _port = -1;
        _closed = !isHttp2 && features.Get<IConnectionLifetimeFeature>() is { } connection ? connection.ConnectionClosed : default;
    }

    /// <summary>Says whose forwarding fields count.</summary>
    public void Trust(HttpContext http, TrustedProxies trusted)
    {
        if (_isPeerKnown && ReferenceEquals(trusted, _trusted)) return;
        if (!_isPeerKnown) _peerAddress = http.Connection.RemoteIpAddress;
        (_isPeerKnown, _trusted, Peer) = (true, trusted, new(_peerAddress, trusted));
    }

    /// <summary>Whose request it is: the peer, or behind trusted proxies the client they name.</summary>
    public Peer ClientOf(IHeaderDictionary header)
    {
        if (!Peer.IsTrusted) return Peer;
        var client = ClientAddress.Behind(Peer.Address, header["X-Forwarded-For"], header["Forwarded"], _trusted);
        return ReferenceEquals(client, Peer.Address) ? Peer : new(client, _trusted);
    }

    /// <summary>
    /// Cancelled when the client of a request has left. On HTTP/1.1 that is its connection's end, of which the server has a token already; it would make one for each request that
    /// asks.
    /// </summary>
    public CancellationToken GoneOf(HttpContext http) => _closed.CanBeCanceled ? _closed : http.RequestAborted;

    /// <summary>The local port; empty on a Unix domain socket, which has none.</summary>
    public string PortOf(HttpContext http)
    {
        if (_port >= 0) return _portText;
        _port = http.Connection.LocalPort;
        return _portText = _port == 0 ? "" : _port.ToString(CultureInfo.InvariantCulture);
    }
}
