namespace Pingap.Testing.Http2;

/// <summary>Frames to be sent without end.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Beginning">What is sent once.</param>
/// <param name="Frames">What is sent again and again, for stream 1, 3, 5 and so on.</param>
public sealed record FrameAttack(string Name, byte[] Beginning, Func<int, byte[]> Frames)
{
    private static readonly byte[] Get = WireFrame.Request("GET", "/");
    private static readonly byte[] Hold = WireFrame.Request("GET", "/hold");
    private static readonly byte[] Upload = WireFrame.Request("POST", "/upload");
    private static readonly byte[] OpenUpload = WireFrame.Headers(1, Upload, WireFrame.EndHeaders);

    /// <summary>Whether the answer to <see cref="Beginning"/> is waited for.</summary>
    public bool AwaitsAnswer { get; init; }

    /// <summary>Floods of frames that cost a client nothing, and the proxy little each.</summary>
    public static IReadOnlyList<FrameAttack> Floods { get; } =
    [
        new("SETTINGS", [], _ => WireFrame.Settings((3, 100))),
        new("PING", [], _ => WireFrame.Ping()),
        new("PING acknowledged", [], _ => WireFrame.Ping(WireFrame.Ack)),
        new("WINDOW_UPDATE", [], _ => WireFrame.WindowUpdate(0, 1)),
        new("WINDOW_UPDATE of a closed stream", WireFrame.Headers(1, Get), _ => WireFrame.WindowUpdate(1, 1)) { AwaitsAnswer = true },
        new("PRIORITY", [], stream => WireFrame.Priority(stream, 0)),
        new("unknown frames", [], stream => WireFrame.Of(0xfa, 0, stream, new byte[8])),
        new("rapid reset", [], stream => [.. WireFrame.Headers(stream, Get), .. WireFrame.Reset(stream)]),
        new("refused streams", [], stream => WireFrame.Headers(stream, Hold)),
        new("empty CONTINUATION", WireFrame.Headers(1, Get, 0), _ => WireFrame.Continuation(1, [])),
        new("small CONTINUATION", WireFrame.Headers(1, Get, 0), _ => WireFrame.Continuation(1, WireFrame.Block(("a", "b")))),
        new("empty DATA", OpenUpload, _ => WireFrame.Data(1, [])),
        new("padding", OpenUpload, _ => WireFrame.Data(1, [7, 0, 0, 0, 0, 0, 0, 0], WireFrame.Padded)),
    ];

    /// <summary>
    /// Frames that make a server reset a stream whose request is under way, so that the client may open another one although it has reset none (CVE-2025-8671).
    /// </summary>
    public static IReadOnlyList<FrameAttack> MadeResets { get; } =
    [
        Held("WINDOW_UPDATE of 0", stream => WireFrame.WindowUpdate(stream, 0)),
        Held("WINDOW_UPDATE over 2^31-1", stream => WireFrame.WindowUpdate(stream, int.MaxValue)),
        Held("WINDOW_UPDATE of a wrong length", stream => WireFrame.Of(8, 0, stream, new byte[3])),
        Held("PRIORITY on itself", stream => WireFrame.Priority(stream, stream)),
        Held("PRIORITY of a wrong length", stream => WireFrame.Of(2, 0, stream, new byte[4])),
        Held("DATA after the end", stream => WireFrame.Data(stream, "x"u8)),
        Held("HEADERS after the end", stream => WireFrame.Headers(stream, Hold)),
        Held("RST_STREAM of a wrong length", stream => WireFrame.Of(3, 0, stream, new byte[3])),
        new("HEADERS on itself", [],
            stream => WireFrame.Of(1, 0x25, stream, [(byte)(stream >> 24), (byte)(stream >> 16), (byte)(stream >> 8), (byte)stream, 15, .. Hold])),
        new("a body that is too long", [],
            stream => [.. WireFrame.Headers(stream, Sized(1), WireFrame.EndHeaders), .. WireFrame.Data(stream, "xy"u8)]),
        new("a body that is too short", [],
            stream => [.. WireFrame.Headers(stream, Sized(9), WireFrame.EndHeaders), .. WireFrame.Data(stream, "x"u8, WireFrame.EndStream)]),
        new("a head without a path", [], stream => WireFrame.Headers(stream, WireFrame.Block((":method", "GET"), (":scheme", "http")))),
        new("a field for one hop", [], stream => WireFrame.Headers(stream, WireFrame.Request("GET", "/hold", ("connection", "close")))),
        new("trailers with a pseudo-header", [], stream => Trailers(stream, ":path", WireFrame.EndHeaders | WireFrame.EndStream)),
        new("trailers without an end", [], stream => Trailers(stream, "a", WireFrame.EndHeaders)),
    ];

    /// <summary>The attack of that name.</summary>
    public static FrameAttack Of(string name) => Floods.Concat(MadeResets).Single(attack => attack.Name == name);

    private static FrameAttack Held(string name, Func<int, byte[]> frame) => new(name, [], stream => [.. WireFrame.Headers(stream, Hold), .. frame(stream)]);

    private static byte[] Sized(int length) => WireFrame.Request("POST", "/upload", ("content-length", $"{length}"));

    private static byte[] Trailers(int stream, string name, byte flags) =>
        [.. WireFrame.Headers(stream, Upload, WireFrame.EndHeaders), .. WireFrame.Headers(stream, WireFrame.Block((name, "b")), flags)];
}
