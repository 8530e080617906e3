using System.Globalization;
using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing.Backends;

namespace Pingap.EndToEnd.Tests.Faults;

/// <summary>One thing that a backend does wrong with a request that it has read.</summary>
/// <param name="Name">Its name, fit for a path.</param>
/// <param name="PlayAsync">What it does.</param>
/// <param name="Requests">Which request of a connection it does that with; those before are answered well.</param>
public sealed record Fault(string Name, Func<RawConnection, Task> PlayAsync, int Requests = 1)
{
    /// <summary>A good answer, after which the connection may be used again.</summary>
    public const string GoodAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood";

    /// <summary>How long the proxy waits for faulty backends.</summary>
    public static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Between the bytes of those that drip: short of the time-out, and all of them together are longer.</summary>
    private static readonly TimeSpan Drop = TimeSpan.FromMilliseconds(40);

    /// <summary>Before a reset, which takes with it what the other side has not read yet.</summary>
    private static readonly TimeSpan Arrival = TimeSpan.FromMilliseconds(500);

    private const string Head = "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n";
    private const string ChunkedHead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private const string Chunk = "4\r\nhalf\r\n";

    /// <summary>All of them, but those that nothing can be connected to.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("never_answers", connection => connection.WaitForCloseAsync()),
        new("closes_before_the_head", _ => Task.CompletedTask),
        new("resets_before_the_head", SendAndReset("")),
        new("closes_in_the_head", Send("HTTP/1.1 200 OK\r\nContent-Le")),
        new("resets_in_the_head", SendAndReset("HTTP/1.1 200 OK\r\nContent-Le")),
        new("talks_nonsense", Send("250 mail.example.com\r\n\r\n")),
        new("floods_with_1xx", async connection =>
        {
            while (true) await connection.SendAsync("HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n");
        }),
        new("sends_an_oversized_head", async connection =>
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\n");
            for (var i = 0; i < 100_000; i++) await connection.SendAsync(string.Create(CultureInfo.InvariantCulture, $"X-Field-{i}: {i}\r\n"));
            await connection.SendAsync("Content-Length: 0\r\n\r\n");
        }),
        new("closes_short_of_its_length", Send(Head + "half")),
        new("resets_in_the_body", SendInTwoAndReset(Head, "half")),
        new("resets_between_chunks", SendInTwoAndReset(ChunkedHead, Chunk)),
        new("sends_a_bad_chunk_size", SendInTwo(ChunkedHead + Chunk, "four\r\nhalf\r\n0\r\n\r\n")),
        new("sends_a_huge_chunk_size", SendInTwo(ChunkedHead + Chunk, "ffffffffffffffffffff\r\nhalf\r\n0\r\n\r\n")),
        new("sends_a_chunk_without_its_end", SendInTwo(ChunkedHead + Chunk, "4\r\nhalf0\r\n\r\n")),
        new("closes_before_the_last_chunk", SendInTwo(ChunkedHead, Chunk)),
        new("closes_in_a_chunk", SendInTwo(ChunkedHead, "8\r\nhalf")),
        new("drips_its_body_in_time", async connection =>
        {
            await connection.SendAsync(Head);
            await DripAsync(connection, "a body of 30 bytes, by drops..");
        }),
        new("drips_its_body_too_slowly", async connection =>
        {
            await connection.SendAsync(Head + "half");
            await connection.WaitForCloseAsync();
        }),
        new("drips_its_head", async connection =>
        {
            await DripAsync(connection, Head);
            await connection.SendAsync("a body of 30 bytes, all at once");
        }),
        new("stops_in_its_head", async connection =>
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Le");
            await connection.WaitForCloseAsync();
        }),
        new("closes_a_reused_connection", _ => Task.CompletedTask, Requests: 2),
        new("resets_a_reused_connection", SendAndReset(""), Requests: 2),
    ];

    private static Func<RawConnection, Task> Send(string text) => connection => connection.SendAsync(text);

    /// <summary>What is wrong comes when what is right has arrived.</summary>
    private static Func<RawConnection, Task> SendInTwo(string first, string second) => async connection =>
    {
        await connection.SendAsync(first);
        await Task.Delay(Drop, Deadline.Token);
        await connection.SendAsync(second);
    };

    private static Func<RawConnection, Task> SendAndReset(string text) => SendInTwoAndReset("", text);

    private static Func<RawConnection, Task> SendInTwoAndReset(string first, string second) => async connection =>
    {
        await SendInTwo(first, second)(connection);
        await Task.Delay(Arrival, Deadline.Token);
        connection.Reset();
    };

    private static async Task DripAsync(RawConnection connection, string text)
    {
        foreach (var drop in text)
        {
            await Task.Delay(Drop, Deadline.Token);
            await connection.SendAsync(drop.ToString());
        }
    }
}
