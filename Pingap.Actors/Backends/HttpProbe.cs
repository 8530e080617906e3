using System.Net;
using System.Net.Http.Headers;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Backends;

/// <summary>Sends <c>GET</c> to the backend's own address, on a connection of its own, and looks at the status of the answer.</summary>
internal sealed class HttpProbe : IHealthProbe
{
    private readonly HealthCheckConfig _rules;
    private readonly Uri _uri;
    private readonly string? _host;
    private readonly HttpMessageInvoker _client;

    public HttpProbe(BackendSettings settings)
    {
        _rules = settings.HealthCheck;
        _host = _rules.Host.Length > 0 ? _rules.Host : null;
        _uri = new Uri($"{(_rules.Kind is HealthCheckKind.Https ? "https" : "http")}://{settings.Address}{_rules.PathAndQuery}");
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = _rules.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.Zero, // a reused connection would not show that new ones are refused
            UseCookies = false,
            UseProxy = false,
        };

        // Probes ask whether the backend works; whether its certificate may be trusted is asked by every request (verify_cert).
#pragma warning disable CA5359
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        _client = new HttpMessageInvoker(handler);
    }

    /// <inheritdoc/>
    public async Task<ProbeResult> ProbeAsync(CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(_rules.ConnectTimeout + _rules.ReadTimeout);
        using var request = new HttpRequestMessage(HttpMethod.Get, _uri);
        request.Headers.Host = _host;
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("pingap-health", null));
        try
        {
            using var response = await _client.SendAsync(request, deadline.Token).ConfigureAwait(false);
            return new ProbeResult(IsExpected(response.StatusCode), $"status {(int)response.StatusCode}");
        }
        catch (HttpRequestException failure)
        {
            return new ProbeResult(false, (failure.InnerException ?? failure).Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ProbeResult(false, "timed out");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private bool IsExpected(HttpStatusCode status)
    {
        foreach (var range in _rules.Expect.AsSpan())
        {
            if (range.Contains((int)status)) return true;
        }

        return false;
    }
}
