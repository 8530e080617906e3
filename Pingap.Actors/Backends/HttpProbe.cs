using System.Buffers;
using System.Net;
using System.Text;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Backends;

/// <summary>Sends <c>GET</c> to the backend's own address, and looks at the status of the answer and at the beginning of its body.</summary>
internal sealed class HttpProbe(BackendSettings settings) : IHealthProbe
{
    private readonly HealthCheckConfig _rules = settings.HealthCheck;
    private readonly Uri _uri = new(ProbeClient.OriginOf(settings) + settings.HealthCheck.PathAndQuery);
    private readonly byte[] _expected = Encoding.UTF8.GetBytes(settings.HealthCheck.ExpectBody);
    private readonly ProbeClient _client = new(settings.HealthCheck);

    /// <inheritdoc/>
    public async Task<ProbeResult> ProbeAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _uri);
        return await _client.SendAsync(request, JudgeAsync, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async ValueTask<ProbeResult> JudgeAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = $"status {(int)response.StatusCode}";
        if (!IsExpected(response.StatusCode)) return new ProbeResult(false, status);
        if (_expected.Length == 0) return new ProbeResult(true, status);
        return await ContainsExpectedAsync(response, cancellation).ConfigureAwait(false)
            ? new ProbeResult(true, $"{status} with the expected body")
            : new ProbeResult(false, $"{status} without what the body should contain");
    }

    private async Task<bool> ContainsExpectedAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(HealthCheckConfig.LongestBody);
        try
        {
            // To the end or the limit, not until it is found: a connection can be kept only when the answer was read.
            var read = await body.ReadAtLeastAsync(
                buffer.AsMemory(0, HealthCheckConfig.LongestBody), HealthCheckConfig.LongestBody, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            return buffer.AsSpan(0, read).IndexOf(_expected) >= 0;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private bool IsExpected(HttpStatusCode status)
    {
        foreach (var range in _rules.Expect.AsSpan())
        {
            if (range.Contains((int)status)) return true;
        }

        return false;
    }
}
