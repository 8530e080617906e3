using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;
using Microsoft.Net.Http.Headers;
using Pingap.Actors.Upstreams;
using Pingap.Gateway.Pipeline;
using Yarp.ReverseProxy.Forwarder;

namespace Pingap.Gateway.Forwarding;

/// <summary>One request and response between the proxy and a backend: what YARP asks about them, and what it has come to.</summary>
internal sealed class YarpExchange : HttpTransformer, IHedged, IResettable, IDisposable
{
    private ProxyContext? _context;
    private UpstreamClient? _client;
    private ForwardPlan? _plan;
    private StreamCount? _streams;
    private bool _isStream;
    private ILogger? _log;
    private volatile bool _isBrokenOff;
    private CancellationTokenRegistration _breaking;

    /// <summary>Bounds the exchange.</summary>
    public ExchangeTimer Timer { get; } = new();

    /// <summary>The status of the backend's answer, or 0 as long as there is none.</summary>
    public int Status { get; private set; }

    /// <summary>The request's body, or <c>null</c> when it has none.</summary>
    public RequestBody? Body { get; set; }

    /// <summary>A second copy of the request for when the first is late, or <c>null</c>.</summary>
    public Hedge? Hedge { get; private set; }

    /// <summary>The status of an answer that is not passed on, so that another backend may be asked; 0 if there is none.</summary>
    public int DeclinedStatus { get; private set; }

    /// <summary>Whether the response's body has arrived whole.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Whether it was ended because its backend is drained and the time for that is over.</summary>
    public bool IsBrokenOff => _isBrokenOff;

    /// <summary>Whether an answer is not passed on, so that another backend may be asked.</summary>
    public bool Declines(int status) => _context!.MayDecline && Body is not { WasRead: true } && _plan!.Retries(status);

    /// <inheritdoc/>
    public bool IsPoor(int status) => _plan!.Retries(status);

    /// <inheritdoc/>
    public HttpRequestMessage CopyOf(HttpRequestMessage first, BackendOrigin backend)
    {
        var copy = new HttpRequestMessage { Method = first.Method, Version = first.Version, VersionPolicy = first.VersionPolicy };
        // Rules may put the backend's address into fields.
        var asked = _context!.Backend;
        _context.Backend = backend.Authority;
        RequestWriter.Write(copy, _context, _client!, _plan!, backend.Prefix, _log!);
        _context.Backend = asked;
        return copy;
    }

    /// <inheritdoc/>
    public void Takes(BackendOrigin backend) => _context!.Backend = backend.Authority;

    /// <inheritdoc/>
    public CancellationToken BrokenOff { get; private set; }

    /// <inheritdoc/>
    public void ListenTo(CancellationToken brokenOff) => _breaking = brokenOff.UnsafeRegister(static exchange => ((YarpExchange)exchange!).BreakOff(), this);

    /// <summary>Begins an exchange.</summary>
    public void Begin(ProxyContext context, UpstreamClient client, ForwardPlan plan, Lease lease, Hedge? hedge, ILogger log)
    {
        Hedge = hedge;
        _context = context;
        _client = client;
        _plan = plan;
        _streams = lease.Streams;
        _log = log;
        // With read_timeout YARP watches both directions by itself.
        Timer.Start(client.FirstByte, client.Write, context.Started, plan.RequestTimeout);
        BrokenOff = lease.BrokenOff;
        // Of two copies each ends for itself, until one is taken.
        if (hedge is null) ListenTo(BrokenOff);
    }

    /// <inheritdoc/>
    public bool TryReset()
    {
        _context = null;
        _client = null;
        _plan = null;
        _streams = null;
        _log = null;
        Body = null;
        Hedge = null;
        Status = 0;
        DeclinedStatus = 0;
        IsComplete = false;
        _isBrokenOff = false;
        return Timer.TryReset();
    }

    /// <inheritdoc/>
    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        RequestWriter.Write(proxyRequest, _context!, _client!, _plan!, destinationPrefix, _log!);
        if (Hedge is not null) proxyRequest.Options.Set(IHedged.Key, this);
        return default;
    }

    /// <inheritdoc/>
    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null) return false;
        Timer.Stop(ResponseCopy.IsTunnel(proxyResponse));
        var status = (int)proxyResponse.StatusCode;
        if (Declines(status))
        {
            DeclinedStatus = status;
            return false;
        }

        ResponseCopy.Header(proxyResponse, httpContext.Response);
        _plan!.ResponseHeaders.ApplyTo(httpContext.Response.Headers, _context!, _log!);
        // After the location's rules, which are about what the backend sets.
        if (_context!.BindingCookie is { } cookie) httpContext.Response.Headers.Append(HeaderNames.SetCookie, cookie);
        Status = status;
        CountStream(proxyResponse);
        await ResponseCopy.SendHeaderAheadAsync(proxyResponse, httpContext, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public override ValueTask TransformResponseTrailersAsync(
        HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken)
    {
        ResponseCopy.Trailers(proxyResponse, httpContext);
        IsComplete = true;
        return default;
    }

    /// <summary>It has ended, in whatever way.</summary>
    public async ValueTask EndAsync()
    {
        // Waited for: an exchange that is somebody else's by then must not be broken off.
        await _breaking.DisposeAsync().ConfigureAwait(false);
        if (_isStream) _streams!.End();
        _isStream = false;
    }

    // Ends it at whatever point it is; called on any thread.
    private void BreakOff()
    {
        _isBrokenOff = true;
        Timer.Fire();
    }

    // By Upgrade with HTTP/1.1, by an extended CONNECT with HTTP/2 (RFC 8441).
    private void CountStream(HttpResponseMessage response)
    {
        _isStream = _streams is not null && ResponseCopy.IsTunnel(response);
        if (_isStream) _streams!.Begin();
    }

    /// <inheritdoc/>
    public void Dispose() => Timer.Dispose();
}
