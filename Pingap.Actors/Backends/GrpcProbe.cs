using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Backends;

/// <summary>
/// Asks a backend by the gRPC health protocol (grpc.health.v1) whether it serves. HTTP/2 with prior knowledge, or by ALPN over TLS. A call of one small
/// message each way needs no more of gRPC than <see cref="GrpcHealth"/>.
/// </summary>
internal sealed class GrpcProbe(BackendSettings settings) : IHealthProbe
{
    private static readonly MediaTypeHeaderValue Grpc = new("application/grpc");

    private readonly Uri _uri = new(ProbeClient.OriginOf(settings) + GrpcHealth.Path);
    private readonly byte[] _question = GrpcHealth.Ask(settings.HealthCheck.Service);
    private readonly string _timeout = TimeoutOf(settings.HealthCheck);
    private readonly ProbeClient _client = new(settings.HealthCheck);

    /// <inheritdoc/>
    public async Task<ProbeResult> ProbeAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _uri)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(_question),
        };
        request.Content.Headers.ContentType = Grpc;
        request.Headers.TE.Add(new("trailers"));
        request.Headers.Add("grpc-timeout", _timeout);
        return await _client.SendAsync(request, JudgeAsync, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static async ValueTask<ProbeResult> JudgeAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.StatusCode is not HttpStatusCode.OK) return new ProbeResult(false, $"status {(int)response.StatusCode}");
        var buffer = new byte[GrpcHealth.LongestAnswer];
        var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        // A call that fails at once has its status in the head ("trailers only"), any other in the trailers, which are there once the body is read.
        var status = Field(response.TrailingHeaders) ?? Field(response.Headers);
        if (status is not "0") return new ProbeResult(false, status is null ? "an answer without grpc-status" : $"grpc-status {status}");
        return GrpcHealth.Read(buffer.AsSpan(0, read)) is { } serving
            ? new ProbeResult(serving is "SERVING", serving)
            : new ProbeResult(false, "an answer that is none of grpc.health.v1");
    }

    private static string? Field(HttpResponseHeaders headers) => headers.TryGetValues("grpc-status", out var values) ? string.Join(',', values) : null;

    // At most eight digits, so that long times are counted in seconds.
    private static string TimeoutOf(HealthCheckConfig rules)
    {
        var time = rules.ConnectTimeout + rules.ReadTimeout;
        return time.TotalMilliseconds < 1e8
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalMilliseconds)}m")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Min(time.TotalSeconds, 99_999_999):0}S");
    }
}
