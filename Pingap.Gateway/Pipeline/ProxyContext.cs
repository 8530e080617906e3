using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Pingap.Actors.Configuration;
using Pingap.Actors.Routing;
using Pingap.Actors.Upstreams;

namespace Pingap.Gateway.Pipeline;

/// <summary>
/// One request on its way through the proxy: what the client sent, seen as routing and variables need it, and what the proxy
/// has found out and decided so far. Used for one request after another; <see cref="Begin"/> and <see cref="End"/> are the seams.
/// </summary>
public sealed class ProxyContext : IRouteRequest, IVariableSource
{
    private static readonly string MachineName = Environment.MachineName;

    // All that is visible but "#". Some of it belongs into no URI (RFC 3986 §2), but is sent, and has one meaning.
    private static readonly SearchValues<char> TargetCharacters = SearchValues.Create([.. Enumerable.Range('!', 94).Select(c => (char)c).Where(c => c is not '#')]);
    private readonly DefaultHttpContext _http = new();
    private readonly ServerFeatures _server = new();
    private IHttpRequestFeature? _request;
    private readonly ConnectionView _connection = new();
    private Peer? _client;
    private RequestTarget _target;
    private string? _query;
    private string? _requestId;
    private string _hostField = "";
    private bool _isHostClear = true;

    /// <summary>Whether it is between two requests. May be asked on any thread, and be past at once.</summary>
    public bool IsIdle => Volatile.Read(ref _request) is null;

    /// <summary>The request and response as ASP.NET Core sees them.</summary>
    public HttpContext Http => _http;

    /// <summary>What the server offers for the request, for those to whom <see cref="Http"/> is too slow.</summary>
    internal ServerFeatures Server => _server;

    /// <inheritdoc/>
    public string Method => _request!.Method;

    /// <summary>Whether the answer has no body because HEAD was asked (RFC 9110 §9.3.2); methods are case-sensitive (§9.1).</summary>
    public bool IsHead => string.Equals(Method, HttpMethods.Head, StringComparison.Ordinal);

    /// <inheritdoc/>
    public string Host { get; private set; } = "";

    /// <summary>
    /// The Host field as received, with port; empty when there is none. The authority of an absolute target stands for it
    /// (RFC 9112 §3.2.2).
    /// </summary>
    public string HostField => _hostField;

    /// <summary>The fields of the request, as they were when its target was read.</summary>
    public RequestFields Fields { get; } = new();

    /// <summary>The fields of the request before, as they were sent.</summary>
    internal SentFields SentFields { get; } = new();

    /// <inheritdoc/>
    public string Path { get; private set; } = "";

    /// <summary>The request target as received.</summary>
    public string RawTarget => _request!.RawTarget;

    /// <summary>The shape of the request target.</summary>
    public RequestTargetForm TargetForm => _target.Form;

    /// <summary>Path and query as received, without the scheme and authority of an absolute target.</summary>
    public ReadOnlySpan<char> ReceivedUrl => _target.PathAndQuery;

    /// <summary>The query as received, without <c>?</c>.</summary>
    public ReadOnlySpan<char> ReceivedQuery => _target.Query;

    /// <summary>The Cookie fields.</summary>
    public StringValues CookieLines => _request!.Headers.Cookie;

    /// <summary><c>http</c> or <c>https</c>: how the client reached this proxy.</summary>
    public string Scheme => _request!.Scheme;

    /// <summary>The other end of the connection.</summary>
    public Peer Peer => _connection.Peer;

    /// <summary>Whose request it is: the peer, or behind trusted proxies the client they name.</summary>
    public Peer Client => _client ??= _connection.ClientOf(_request!.Headers);

    /// <summary>The X-Forwarded-For that the proxy sends: the peer, appended only to what a trusted peer sent.</summary>
    public string ForwardedFor => Peer.IsTrusted && Header("X-Forwarded-For") is not null
        ? string.Concat(_request!.Headers["X-Forwarded-For"].ToString(), ", ", Peer.Text)
        : Peer.Text;

    /// <summary>The local port of the connection.</summary>
    public string ServerPort => _connection.PortOf(_http);

    /// <summary>Cancelled when the client has left.</summary>
    public CancellationToken Gone => _connection.GoneOf(_http);

    /// <summary>Whether it is a WebSocket over HTTP/2 (RFC 8441).</summary>
    public bool IsExtendedConnect => HttpMethods.IsConnect(Method) && _server.ExtendedConnect is { IsExtendedConnect: true };

    /// <summary>The id that error pages and logs show; sortable by time.</summary>
    public string RequestId => _requestId ??= Guid.CreateVersion7().ToString("N");

    /// <summary>When the request began, as <see cref="Stopwatch"/> counts.</summary>
    public long Started { get; private set; }

    /// <summary>The location that took the request, or <c>null</c>.</summary>
    public LocationRoute? Route { get; private set; }

    /// <summary>What the expressions of location and rewrite found, or <c>null</c>.</summary>
    public Captures? Captures { get; set; }

    /// <summary>The path and query to ask the backend for.</summary>
    public string UpstreamTarget { get; set; } = "";

    /// <summary>The upstream it went to, or <c>null</c>.</summary>
    public UpstreamName? Upstream { get; set; }

    /// <summary>The backend that the request names itself, where its upstream lets it; else <c>null</c>.</summary>
    public BackendAddress? Dialed { get; set; }

    /// <summary><c>host:port</c> of the backend picked last, or <c>null</c>.</summary>
    public string? Backend { get; set; }

    /// <summary>The Set-Cookie that the answer of the backend gets to bind the client to it, or <c>null</c>.</summary>
    public string? BindingCookie { get; set; }

    /// <summary>How many backends were tried.</summary>
    public int Attempts { get; set; }

    /// <summary>The backends that were tried in vain, or <c>null</c>; also by worlds that are past.</summary>
    public TriedBackends? Tried { get; set; }

    /// <summary>Whether a backend has seen the request already, so that the next one repeats it.</summary>
    public bool IsRepetition { get; set; }

    /// <summary>Whether some of the request's body was sent to a backend.</summary>
    public bool HasSentBody { get; set; }

    /// <summary>Until when an answer may be declined because another attempt is allowed, as <see cref="Stopwatch"/> counts; 0 when none is.</summary>
    public long MayDeclineUntil { get; set; }

    /// <summary>Whether an answer may be declined now.</summary>
    public bool MayDecline => MayDeclineUntil == long.MaxValue || (MayDeclineUntil > 0 && Stopwatch.GetTimestamp() < MayDeclineUntil);

    /// <summary>Whether the request may be sent to a second backend although one has seen it (RFC 9110 §9.2.2).</summary>
    public bool IsRepeatable => !HasSentBody && (HttpMethods.IsGet(Method) || HttpMethods.IsHead(Method) || HttpMethods.IsPut(Method)
        || HttpMethods.IsDelete(Method) || HttpMethods.IsOptions(Method) || HttpMethods.IsTrace(Method));

    /// <summary>How long the request has waited for backends.</summary>
    public TimeSpan Waited { get; set; }

    /// <summary>The status for the log where no client is left to see one, or is told otherwise; else 0.</summary>
    public int UnseenStatus { get; set; }

    /// <summary>Starts on the request that the server has put into the features.</summary>
    public void Begin(IFeatureCollection features)
    {
        Started = Stopwatch.GetTimestamp();
        _http.Initialize(features);
        if (_server.Read(features)) _connection.LookAt(features, HttpProtocol.IsHttp2(_server.Request.Protocol));
        _request = _server.Request;

        // Servers give the same string again where a connection repeats a field, which saves taking it apart.
        var hostField = _request.Headers.Host.ToString();
        if (!ReferenceEquals(hostField, _hostField)) GoBy(hostField);
    }

    /// <summary>Says whose forwarding fields count for this request.</summary>
    public void Trust(TrustedProxies trusted)
    {
        _client = null;
        _connection.Trust(_http, trusted);
    }

    /// <summary>Reads the fields, takes the request target apart and brings the path into its normal form.</summary>
    /// <returns>Whether all of it has one meaning and can be routed; if not, the answer is 400, and the last on its connection.</returns>
    public bool TryReadHead()
    {
        Fields.Read(_request!.Headers);
        if (!Fields.AreWellFormed() || !Framing.IsClear(_request)) return false;
        // A fragment is the client's own business (RFC 9110 §4.2.5), and some backends would end the path there, others not. A control character
        // would be a line end to some.
        if (RawTarget.AsSpan().ContainsAnyExcept(TargetCharacters) || !RequestTarget.TryParse(RawTarget, out _target)) return false;
        if (_target.Form is RequestTargetForm.Absolute && !_target.Authority.SequenceEqual(_hostField)) GoBy(_target.Authority.ToString());
        // Without a Host, which HTTP/1.1 demands and may leave empty, a backend would be asked for its own address.
        if (!_isHostClear || (_hostField.Length == 0 && HttpProtocol.IsHttp2(_request.Protocol))) return false;
        var rawPath = _target.Path();
        if (RequestPath.TryNormalise(rawPath, out var path) is not PathStatus.Ok) return false;
        Path = path;
        UpstreamTarget = _target.Form is RequestTargetForm.Absolute ? WithQuery(rawPath) : RawTarget;
        return true;
    }

    /// <summary>Remembers which location took the request.</summary>
    public void Take(RouteMatch match)
    {
        Route = match.Route;
        Captures = match.Captures;
    }

    /// <summary>A path with the query that the client sent, also an empty one: <c>/a?</c> is not <c>/a</c> (RFC 3986 §6.2.3), and the query is not the proxy's to change (RFC 9110 §7.7).</summary>
    public string WithQuery(string path) => _target.MarkedQuery.IsEmpty ? path : string.Concat(path, _target.MarkedQuery);

    /// <summary>Forgets the request.</summary>
    public void End()
    {
        _http.Uninitialize();
        _request = null;
        _client = null;
        _target = default;
        _query = null;
        _requestId = null;
        Path = UpstreamTarget = "";
        Route = null;
        Captures = null;
        Upstream = null;
        Backend = null;
        Dialed = null;
        BindingCookie = null;
        Attempts = UnseenStatus = 0;
        Waited = default;
        Tried = null;
        MayDeclineUntil = 0;
        IsRepetition = HasSentBody = false;
    }

    /// <inheritdoc/>
    public string? Header(string name) => _request!.Headers.TryGetValue(name, out var values) && values.Count > 0 ? values[0] : null;

    /// <inheritdoc/>
    public string? Query(string name) => ParameterLookup.InQuery(_target.Query, name);

    /// <inheritdoc/>
    public string? Cookie(string name) => ParameterLookup.InCookies(_request!.Headers.Cookie, name);

    /// <inheritdoc/>
    public string? Value(VariableKind variable, string name) => variable switch
    {
        VariableKind.Host => Host,
        VariableKind.Scheme => Scheme,
        VariableKind.Hostname => MachineName,
        VariableKind.RemoteAddr => Client.Text,
        VariableKind.RemotePort => _http.Connection.RemotePort is > 0 and var port ? port.ToString(CultureInfo.InvariantCulture) : null,
        VariableKind.ServerAddr => _http.Connection.LocalIpAddress is { } address ? ClientAddress.Folded(address).ToString() : null,
        VariableKind.ServerPort => ServerPort,
        VariableKind.UpstreamAddr => Backend,
        VariableKind.ProxyAddXForwardedFor => ForwardedFor,
        VariableKind.Uri => _target.Path(),
        VariableKind.Args => _query ??= _target.Query.ToString(),
        VariableKind.RequestMethod => Method,
        VariableKind.RequestId => RequestId,
        VariableKind.Header => _request!.Headers.TryGetValue(name, out var values) ? values.ToString() : null,
        VariableKind.Capture => Captures?[name],
        _ => null,
    };

    private void GoBy(string hostField)
    {
        // The same host again, which HTTP/2 gives as another string, needs no second look.
        var isSame = hostField.Equals(_hostField, StringComparison.Ordinal);
        _hostField = hostField;
        if (isSame) return;
        Host = HostName.Of(hostField);
        _isHostClear = hostField.Length == 0 || Pipeline.HostField.IsSendable(hostField);
    }
}
