using System.Globalization;
using Pingap.Compare.Setup;
using Pingap.Compare.Targets;

namespace Pingap.Compare.Loads;

/// <summary>HTTP/1.1 over connections that are kept: each sends the next request when the one before is answered. By wrk.</summary>
/// <param name="connections">How many.</param>
/// <param name="path">What is asked for.</param>
/// <param name="expected">Bytes of the answer's body.</param>
/// <param name="isSecure">Whether over TLS.</param>
/// <param name="upload">Bytes that are sent with POST; 0 for GET.</param>
internal sealed class WrkLoad(int connections, string path, int expected, bool isSecure = false, int upload = 0) : ILoad
{
    /// <inheritdoc/>
    public string Program => "wrk";

    /// <inheritdoc/>
    public Task<string?> CheckAsync(Fronts fronts, CancellationToken cancellation) =>
        OneRequest.ProblemAsync(UrlOf(fronts), new Version(1, 1), expected, upload > 0 ? new byte[upload] : null, isGrpc: false, cancellation);

    /// <inheritdoc/>
    public async Task<LoadResult> RunAsync(Fronts fronts, int seconds, CancellationToken cancellation)
    {
        List<string> arguments =
        [
            "-t", "1", "-c", Text(connections), "-d", $"{Text(seconds)}s", "--timeout", "10s", "-s", Template.PathOf("wrk.lua"), UrlOf(fronts).AbsoluteUri,
        ];
        if (upload > 0) arguments.AddRange(["--", Text(upload)]);
        return WrkOutput.Parse(await LoadProgram.RunAsync(Program, arguments, seconds, cancellation));
    }

    private Uri UrlOf(Fronts fronts) => new($"{(isSecure ? "https" : "http")}://127.0.0.1:{(isSecure ? fronts.Https : fronts.Http)}{path}");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
