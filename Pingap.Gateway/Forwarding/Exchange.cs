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
internal sealed class Exchange : HttpTransformer, IResettable, IDisposable
{
    private ProxyContext? _context;
    private UpstreamClient? _client;
    private ForwardPlan? _plan;
    private StreamCount? _streams;
    private bool _isStream;
    private ILogger? _log;
    private volatile bool _isBrokenOff;

    /// <summary>Bounds the wait for the response's header.</summary>
    public FirstByteTimer Timer { get; } = new();

    /// <summary>The status of the backend's answer, or 0 as long as there is none.</summary>
    public int Status { get; private set; }

    /// <summary>The request's body, or <c>null</c> when it has none.</summary>
    public RequestBody? Body { get; set; }

    /// <summary>The status of an answer that is not passed on, so that another backend may be asked; 0 if there is none.</summary>
    public int DeclinedStatus { get; private set; }

    /// <summary>Whether the response's body has arrived whole.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Whether it was ended because its backend is drained and the time for that is over.</summary>
    public bool IsBrokenOff => _isBrokenOff;

    /// <summary>Ends it, at whatever point it is; called on any thread.</summary>
    public void BreakOff()
    {
        _isBrokenOff = true;
        Timer.Fire();
    }

    /// <summary>Begins an exchange.</summary>
    public void Begin(ProxyContext context, UpstreamClient client, ForwardPlan plan, StreamCount? streams, ILogger log)
    {
        _context = context;
        _client = client;
        _plan = plan;
        _streams = streams;
        _log = log;
        // With read_timeout YARP watches both directions by itself.
        Timer.Start(client.FirstByte, client.Timeouts.Write);
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
        return default;
    }

    /// <inheritdoc/>
    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null) return false;
        Timer.Stop();
        if (_context!.MayDecline && Body is not { WasRead: true } && _plan!.Retries((int)proxyResponse.StatusCode))
        {
            DeclinedStatus = (int)proxyResponse.StatusCode;
            return false;
        }

        ResponseCopy.Header(proxyResponse, httpContext.Response);
        _plan!.ResponseHeaders.ApplyTo(httpContext.Response.Headers, _context!, _log!);
        // After the location's rules, which are about what the backend sets.
        if (_context!.BindingCookie is { } cookie) httpContext.Response.Headers.Append(HeaderNames.SetCookie, cookie);
        Status = (int)proxyResponse.StatusCode;
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
    public void End()
    {
        if (_isStream) _streams!.End();
        _isStream = false;
    }

    // By Upgrade with HTTP/1.1, by an extended CONNECT with HTTP/2 (RFC 8441).
    private void CountStream(HttpResponseMessage response)
    {
        _isStream = _streams is not null && (response.StatusCode is HttpStatusCode.SwitchingProtocols
            || (response.RequestMessage?.Method == HttpMethod.Connect && response.IsSuccessStatusCode));
        if (_isStream) _streams!.Begin();
    }

    /// <inheritdoc/>
    public void Dispose() => Timer.Dispose();
}
