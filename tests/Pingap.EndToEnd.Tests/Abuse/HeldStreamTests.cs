using Pingap.EndToEnd.Tests.Running;
using Pingap.Testing.Http2;
using Xunit.Abstractions;

namespace Pingap.EndToEnd.Tests.Abuse;

/// <summary>HTTP/2 connections that hold what they have got and do no more.</summary>
public sealed class HeldStreamTests(AbusedProxy proxy, ITestOutputHelper output) : IClassFixture<AbusedProxy>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_without_a_request_ends(bool isSecured)
    {
        using var client = await proxy.OpenAsync(isSecured);
        await AssertCutAsync(client);
    }

    [Theory]
    [InlineData("WINDOW_UPDATE")]
    [InlineData("PRIORITY")]
    public async Task Frames_that_ask_for_nothing_do_not_keep_a_connection(string kind)
    {
        using var client = await proxy.OpenAsync();
        using var ended = new CancellationTokenSource();
        var keeping = KeepAsync(client, kind is "PRIORITY" ? WireFrame.Priority(3, 0) : WireFrame.WindowUpdate(0, 1), ended.Token);
        await AssertCutAsync(client);
        await ended.CancelAsync();
        await keeping;
    }

    [Fact]
    public async Task Responses_that_no_window_lets_through_end_the_connection()
    {
        using var client = await proxy.OpenAsync(settings: (4, 0));
        for (var stream = 1; stream < 100; stream += 2) await client.SendAsync(Deadline.Token, WireFrame.Headers(stream, WireFrame.Request("GET", "/large")));
        await AssertCutAsync(client);
    }

    [Fact]
    public async Task Request_bodies_that_never_come_end_the_connection()
    {
        using var client = await proxy.OpenAsync();
        for (var stream = 1; stream < 200; stream += 2)
            await client.SendAsync(Deadline.Token, WireFrame.Headers(stream, WireFrame.Request("POST", "/upload"), WireFrame.EndHeaders));
        await AssertCutAsync(client);
    }

    [Fact]
    public async Task A_request_body_that_trickles_ends_the_connection()
    {
        using var client = await proxy.OpenAsync();
        using var ended = new CancellationTokenSource();
        await client.SendAsync(Deadline.Token, WireFrame.Headers(1, WireFrame.Request("POST", "/upload"), WireFrame.EndHeaders));
        var keeping = KeepAsync(client, WireFrame.Data(1, "x"u8), ended.Token);
        await AssertCutAsync(client);
        await ended.CancelAsync();
        await keeping;
    }

    private async Task AssertCutAsync(WireClient client)
    {
        var cut = Cut.OfSilenceAsync(client, Deadline.Token);
        await proxy.AssertServesAsync();
        output.WriteLine($"{await cut}");
        await proxy.AssertServesAsync();
    }

    /// <summary>Sends a frame five times a second, the time that the attack takes.</summary>
    private static async Task KeepAsync(WireClient client, byte[] frame, CancellationToken ended)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        try
        {
            while (await pace.WaitForNextTickAsync(ended)) await client.SendAsync(ended, frame);
        }
        catch (Exception over) when (over is IOException or OperationCanceledException)
        {
            return;
        }
    }
}
