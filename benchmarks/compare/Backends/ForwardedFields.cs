using System.Net;

namespace Pingap.Compare.Backends;

/// <summary>What each proxy tells backends of the client. All have to tell the same, or one has less to do.</summary>
internal static class ForwardedFields
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>Their names.</summary>
    public static readonly IReadOnlyList<string> Names = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port", "X-Real-IP"];

    /// <summary>Asks the backend that works what a proxy has told it.</summary>
    /// <param name="port">Where the proxy listens for HTTP/1.1 in cleartext.</param>
    /// <param name="cancellation">Breaks it off.</param>
    /// <returns>What is not as it should be, or <c>null</c>.</returns>
    public static async Task<string?> ProblemAsync(int port, CancellationToken cancellation)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Deadline };
        try
        {
            return Difference(await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/upload"), cancellation), port);
        }
        catch (HttpRequestException failure)
        {
            return failure.Message;
        }
    }

    /// <summary>Compares what was told with what should be.</summary>
    /// <param name="told">A line for each field.</param>
    /// <param name="port">Where the proxy listens.</param>
    /// <returns>The first difference, or <c>null</c>.</returns>
    public static string? Difference(string told, int port)
    {
        string[] values = [$"{IPAddress.Loopback}", "http", $"{IPAddress.Loopback}:{port}", $"{port}", $"{IPAddress.Loopback}"];
        var lines = told.Split('\n');
        return Names.Zip(values, (name, value) => $"{name}: {value}").Where((line, i) => line != lines.ElementAtOrDefault(i))
            .Select(line => $"\"{line}\" is not what it tells the backend, but \"{told.Trim().ReplaceLineEndings(", ")}\"").FirstOrDefault();
    }
}
