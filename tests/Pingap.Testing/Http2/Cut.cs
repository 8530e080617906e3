using System.Diagnostics;

namespace Pingap.Testing.Http2;

/// <summary>How an attack on an HTTP/2 connection ended.</summary>
/// <param name="Sent">How many times its frames were sent; more than were read, by what was on its way.</param>
/// <param name="GoAway">The error code of the GOAWAY, or <c>null</c> when a reset of the connection came before it.</param>
/// <param name="After">How long it went on.</param>
public sealed record Cut(int Sent, uint? GoAway, TimeSpan After)
{
    /// <summary>RFC 9113 §7.</summary>
    public const uint EnhanceYourCalm = 0xb;

    /// <summary>RFC 9113 §7. What the server says by itself when it has more frames to write than it keeps, as for streams that it refuses faster than it can say so.</summary>
    public const uint InternalError = 2;

    private const int Batch = 50;

    /// <summary>Sends the frames of an attack again and again, for one stream after the other, until the connection ends.</summary>
    /// <param name="client">The connection.</param>
    /// <param name="attack">The attack.</param>
    /// <param name="cancellation">Ends the wait for the end.</param>
    /// <param name="most">How many times at most; then it waits for the end.</param>
    public static async Task<Cut> OfFloodAsync(WireClient client, FrameAttack attack, CancellationToken cancellation, int most = 30_000)
    {
        var start = Stopwatch.GetTimestamp();
        var sent = 0;
        await client.SendAsync(cancellation, attack.Beginning);
        if (attack.AwaitsAnswer) await client.ReadAsync(frame => frame.EndsStream, cancellation);
        var reading = client.ReadToEndAsync(cancellation);
        try
        {
            while (!reading.IsCompleted && sent < most)
            {
                await client.SendAsync(cancellation, [.. Enumerable.Range(sent, Batch).Select(i => attack.Frames((2 * i) + 1))]);
                sent += Batch;
            }
        }
        catch (IOException)
        {
            // The connection is closed: what came before is in what was read.
            return Of(await reading, sent, start);
        }

        return Of(await reading, sent, start);
    }

    /// <summary>Waits until the connection ends by itself.</summary>
    public static async Task<Cut> OfSilenceAsync(WireClient client, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        return Of(await client.ReadToEndAsync(cancellation), 0, start);
    }

    private static Cut Of(IReadOnlyList<ReceivedFrame> frames, int sent, long start) =>
        new(sent, frames.LastOrDefault(frame => frame.Type == 7)?.Code, Stopwatch.GetElapsedTime(start));
}
