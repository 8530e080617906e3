using System.Diagnostics;
using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing.Http2;

namespace Pingap.EndToEnd.Tests.Abuse;

/// <summary>How an attack on an HTTP/2 connection ended.</summary>
/// <param name="Sent">How many times its frames were sent.</param>
/// <param name="GoAway">The error code of the GOAWAY, or <c>null</c> when a reset of the connection came before it.</param>
/// <param name="After">How long it went on.</param>
internal sealed record Cut(int Sent, uint? GoAway, TimeSpan After)
{
    /// <summary>RFC 9113 §7.</summary>
    public const uint EnhanceYourCalm = 0xb;

    private const int Batch = 50;

    /// <summary>Sends frames again and again until the connection ends; the first stream is 1, each next time the stream is the next.</summary>
    /// <param name="client">The connection.</param>
    /// <param name="frames">Makes the frames for a stream.</param>
    /// <param name="most">How many times at most; then it waits for the end.</param>
    public static async Task<Cut> OfFloodAsync(WireClient client, Func<int, byte[]> frames, int most = 100_000)
    {
        var start = Stopwatch.GetTimestamp();
        var reading = client.ReadToEndAsync(Deadline.Token);
        var sent = 0;
        try
        {
            while (!reading.IsCompleted && sent < most)
            {
                await client.SendAsync(Deadline.Token, [.. Enumerable.Range(sent, Batch).Select(i => frames((2 * i) + 1))]);
                sent += Batch;
            }
        }
        catch (IOException)
        {
            // The connection is closed: what came before is in what was read.
        }

        return Of(await reading, sent, start);
    }

    /// <summary>Waits until the connection ends by itself.</summary>
    public static async Task<Cut> OfSilenceAsync(WireClient client)
    {
        var start = Stopwatch.GetTimestamp();
        return Of(await client.ReadToEndAsync(Deadline.Token), 0, start);
    }

    private static Cut Of(IReadOnlyList<ReceivedFrame> frames, int sent, long start) =>
        new(sent, frames.LastOrDefault(frame => frame.Type == 7)?.Code, Stopwatch.GetElapsedTime(start));
}
