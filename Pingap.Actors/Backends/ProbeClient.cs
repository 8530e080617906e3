using Pingap.Actors.Configuration;
using Pingap.Actors.Health;

namespace Pingap.Actors.Backends;

/// <summary>Sends the requests of a backend's probes, and says what keeps them from an answer. Not for two probes at a time.</summary>
internal sealed class ProbeClient : IDisposable
{
    private readonly HealthCheckConfig _rules;
    private readonly HttpMessageInvoker _client;
    private readonly ProbeDeadline _deadline = new();

    /// <summary>A client for one backend.</summary>
    public ProbeClient(HealthCheckConfig rules)
    {
        _rules = rules;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = rules.ConnectTimeout,
            // Otherwise each probe opens a connection: one that is reused would not show that new ones are refused.
            PooledConnectionLifetime = rules.IsConnectionKept ? Timeout.InfiniteTimeSpan : TimeSpan.Zero,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            UseCookies = false,
            UseProxy = false,
        };

        // Probes ask whether the backend works; whether its certificate may be trusted is asked by every request (verify_cert).
#pragma warning disable CA5359
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        _client = new HttpMessageInvoker(handler);
    }

    /// <summary>The base of a probe's URL: the backend's own address.</summary>
    public static string OriginOf(BackendSettings settings) =>
        $"{(settings.HealthCheck.Kind is HealthCheckKind.Https or HealthCheckKind.Grpcs ? "https" : "http")}://{settings.Address}";

    /// <summary>Sends a request, and has its answer judged.</summary>
    /// <param name="request">The request; the caller disposes it.</param>
    /// <param name="judge">Reads what it needs of the answer; what goes wrong with that is the backend's failure too.</param>
    /// <param name="cancellation">Gives up the probe.</param>
    public async Task<ProbeResult> SendAsync(
        HttpRequestMessage request, Func<HttpResponseMessage, CancellationToken, ValueTask<ProbeResult>> judge, CancellationToken cancellation)
    {
        if (_rules.Host.Length > 0) request.Headers.Host = _rules.Host;
        request.Headers.UserAgent.Add(new("pingap-health", null));
        _deadline.Start(_rules.ConnectTimeout + _rules.ReadTimeout, cancellation);
        try
        {
            using var response = await _client.SendAsync(request, _deadline.Token).ConfigureAwait(false);
            return await judge(response, _deadline.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return new ProbeResult(false, (failure.InnerException ?? failure).Message, TransportCause.Of(failure));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ProbeResult(false, "timed out", TransportCause.TimedOut);
        }
        finally
        {
            _deadline.End();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _deadline.Dispose();
    }
}
