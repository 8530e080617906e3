using System.Net;

namespace Pingap.Compare.Loads;

/// <summary>A request whose whole answer is looked at, before a load is let loose that only counts.</summary>
internal static class OneRequest
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>Sends one.</summary>
    /// <param name="url">Where to.</param>
    /// <param name="version">By which version, and no other.</param>
    /// <param name="expected">Bytes of the answer's body.</param>
    /// <param name="body">What is posted, or <c>null</c> for GET.</param>
    /// <param name="isGrpc">Whether it is a call of gRPC, which ends with a status of its own.</param>
    /// <param name="cancellation">Breaks it off.</param>
    /// <returns>What is wrong with the answer, or <c>null</c>.</returns>
    public static async Task<string?> ProblemAsync(Uri url, Version version, int expected, byte[]? body, bool isGrpc, CancellationToken cancellation)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        // The certificate is one of this run: what is compared is speed.
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        using var client = new HttpClient(handler) { Timeout = Deadline };
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, url)
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body is null ? null : new ByteArrayContent(body),
        };
        if (isGrpc)
        {
            request.Content!.Headers.ContentType = new("application/grpc");
            request.Headers.TE.Add(new("trailers"));
        }

        try
        {
            using var response = await client.SendAsync(request, cancellation);
            var answer = await response.Content.ReadAsByteArrayAsync(cancellation);
            if (response.StatusCode is not HttpStatusCode.OK) return $"status {(int)response.StatusCode}";
            if (response.Version != version) return $"HTTP/{response.Version} in place of HTTP/{version}";
            if (answer.Length != expected) return $"a body of {answer.Length} bytes in place of {expected}";
            return isGrpc && (!response.TrailingHeaders.TryGetValues("grpc-status", out var status) || status.Single() is not "0") ? "no grpc-status 0 at the end" : null;
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return failure.InnerException is { } cause ? $"{failure.Message} {cause.Message}" : failure.Message;
        }
    }
}
