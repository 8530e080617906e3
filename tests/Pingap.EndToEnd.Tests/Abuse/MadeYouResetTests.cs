using System.Text;
using Pingap.Testing.Http2;
using Xunit.Abstractions;

namespace Pingap.EndToEnd.Tests.Abuse;

/// <summary>Frames that make the proxy reset a stream whose request is under way, so that the client may open another one although it has reset none (CVE-2025-8671).</summary>
public sealed class MadeYouResetTests(AbusedProxy proxy, ITestOutputHelper output) : IClassFixture<AbusedProxy>
{
    private static readonly byte[] Hold = WireFrame.Request("GET", "/hold");
    private static readonly byte[] Upload = WireFrame.Request("POST", "/upload");

    [Theory]
    [InlineData("WINDOW_UPDATE of 0")]
    [InlineData("WINDOW_UPDATE over 2^31-1")]
    [InlineData("PRIORITY on itself")]
    [InlineData("PRIORITY of a wrong length")]
    [InlineData("DATA after the end")]
    [InlineData("HEADERS after the end")]
    [InlineData("HEADERS on itself")]
    [InlineData("RST_STREAM of a wrong length")]
    [InlineData("a body that is too long")]
    [InlineData("a body that is too short")]
    [InlineData("DATA beyond the window")]
    [InlineData("a head without a path")]
    [InlineData("a field for one hop")]
    [InlineData("trailers with a pseudo-header")]
    [InlineData("trailers without an end")]
    public async Task It_ends_the_connection(string variant)
    {
        using var client = await proxy.OpenAsync();
        var attack = Cut.OfFloodAsync(client, stream => Frames(variant, stream), most: 30_000);
        await proxy.AssertServesAsync();
        output.WriteLine($"{variant}: {await attack}");
        await proxy.AssertServesAsync();
    }

    private static byte[] Frames(string variant, int stream) => variant switch
    {
        "WINDOW_UPDATE of 0" => [.. WireFrame.Headers(stream, Hold), .. WireFrame.WindowUpdate(stream, 0)],
        "WINDOW_UPDATE over 2^31-1" => [.. WireFrame.Headers(stream, Hold), .. WireFrame.WindowUpdate(stream, int.MaxValue)],
        "PRIORITY on itself" => [.. WireFrame.Headers(stream, Hold), .. WireFrame.Priority(stream, stream)],
        "PRIORITY of a wrong length" => [.. WireFrame.Headers(stream, Hold), .. WireFrame.Of(2, 0, stream, new byte[4])],
        "DATA after the end" => [.. WireFrame.Headers(stream, Hold), .. WireFrame.Data(stream, "x"u8)],
        "HEADERS after the end" => [.. WireFrame.Headers(stream, Hold), .. WireFrame.Headers(stream, Hold)],
        "HEADERS on itself" => WireFrame.Of(1, 0x25, stream, [(byte)(stream >> 24), (byte)(stream >> 16), (byte)(stream >> 8), (byte)stream, 15, .. Hold]),
        "RST_STREAM of a wrong length" => [.. WireFrame.Headers(stream, Hold), .. WireFrame.Of(3, 0, stream, new byte[3])],
        "a body that is too long" => [.. WireFrame.Headers(stream, Sized(1), WireFrame.EndHeaders), .. WireFrame.Data(stream, "xy"u8)],
        "a body that is too short" => [.. WireFrame.Headers(stream, Sized(9), WireFrame.EndHeaders), .. WireFrame.Data(stream, "x"u8, WireFrame.EndStream)],
        "DATA beyond the window" =>
        [
            .. WireFrame.Headers(stream, WireFrame.Request("POST", "/hold"), WireFrame.EndHeaders),
            .. Enumerable.Repeat(WireFrame.Data(stream, new byte[16384]), 50).SelectMany(frame => frame),
        ],
        "a head without a path" => WireFrame.Headers(stream, WireFrame.Block((":method", "GET"), (":scheme", "http"))),
        "a field for one hop" => WireFrame.Headers(stream, WireFrame.Request("GET", "/hold", ("connection", "close"))),
        "trailers with a pseudo-header" => [.. WireFrame.Headers(stream, Upload, WireFrame.EndHeaders), .. WireFrame.Headers(stream, WireFrame.Block((":path", "/")))],
        "trailers without an end" =>
            [.. WireFrame.Headers(stream, Upload, WireFrame.EndHeaders), .. WireFrame.Headers(stream, WireFrame.Block(("a", "b")), WireFrame.EndHeaders)],
        _ => throw new ArgumentOutOfRangeException(nameof(variant), Encoding.ASCII.GetBytes(variant), null),
    };

    private static byte[] Sized(int length) => WireFrame.Request("POST", "/upload", ("content-length", $"{length}"));
}
