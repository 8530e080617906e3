using System.Buffers.Binary;
using System.Globalization;
using Pingap.Compare.Targets;

namespace Pingap.Compare.Loads;

/// <summary>HTTP/2 over connections that each have some requests under way at a time: over TLS, or calls of gRPC in cleartext. By h2load.</summary>
/// <param name="connections">How many.</param>
/// <param name="streams">Requests under way on each.</param>
/// <param name="expected">Bytes of the answer's body.</param>
/// <param name="message">The message of a call, framed; <c>null</c> for GET over TLS.</param>
internal sealed class H2Load(int connections, int streams, int expected, byte[]? message = null) : ILoad
{
    /// <inheritdoc/>
    public string Program => "h2load";

    /// <summary>A message of gRPC: no compression, the length, and that many bytes.</summary>
    public static byte[] Message(int length)
    {
        var framed = new byte[5 + length];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), length);
        return framed;
    }

    /// <inheritdoc/>
    public Task<string?> CheckAsync(Fronts fronts, CancellationToken cancellation) =>
        OneRequest.ProblemAsync(UrlOf(fronts), new Version(2, 0), expected, message, isGrpc: message is not null, cancellation);

    /// <inheritdoc/>
    public async Task<LoadResult> RunAsync(Fronts fronts, int seconds, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("pingap-h2load-");
        try
        {
            var log = Path.Combine(folder.FullName, "log");
            List<string> arguments = ["-t", "1", "-c", Text(connections), "-m", Text(streams), "-D", Text(seconds), $"--log-file={log}"];
            if (message is not null)
            {
                var body = Path.Combine(folder.FullName, "message");
                await File.WriteAllBytesAsync(body, message, cancellation);
                arguments.AddRange(["-d", body, "-H", "content-type: application/grpc", "-H", "te: trailers"]);
            }

            var printed = await LoadProgram.RunAsync(Program, [.. arguments, UrlOf(fronts).AbsoluteUri], seconds, cancellation);
            return H2LoadOutput.Parse(printed, File.ReadLines(log));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private Uri UrlOf(Fronts fronts) => new(message is null ? $"https://127.0.0.1:{fronts.Https}/" : $"http://127.0.0.1:{fronts.Grpc}/compare.Echo/Say");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
