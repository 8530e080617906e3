using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using Pingap.EndToEnd.Tests.Running;
using Xunit.Abstractions;

namespace Pingap.EndToEnd.Tests.Abuse;

/// <summary>Clients of HTTP/1.1 and of TLS that take their time.</summary>
public sealed class SlowClientTests(AbusedProxy proxy, ITestOutputHelper output) : IClassFixture<AbusedProxy>
{
    [Theory]
    [InlineData("http")]
    [InlineData("plain")]
    [InlineData("https")]
    public async Task A_connection_that_says_nothing_ends(string server)
    {
        using var raw = await RawClient.OpenAsync(await proxy.Proxy.UrlAsync(server));
        await AssertCutAsync(raw, "", AbusedProxy.HeaderTimeout);
    }

    [Fact]
    public async Task A_handshake_that_stops_half_way_ends()
    {
        using var raw = await RawClient.OpenAsync(await proxy.Proxy.UrlAsync("https"));
        // The head of a record with a ClientHello of 512 octets, and the first two of them (RFC 8446 §5.1).
        await raw.SendAsync("\u0016\u0003\u0001\u0002\u0000\u0001\u0000");
        await AssertCutAsync(raw, "", AbusedProxy.HeaderTimeout);
    }

    [Fact]
    public async Task A_connection_that_says_nothing_after_its_handshake_ends()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", await proxy.TlsPortAsync());
        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(proxy.TrustingTls(), Deadline.Token);
        var start = Stopwatch.GetTimestamp();
        try
        {
            Assert.Equal(0, await tls.ReadAsync(new byte[1], Deadline.Token));
        }
        catch (IOException reset)
        {
            output.WriteLine(reset.Message);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("http")]
    [InlineData("plain")]
    public async Task A_head_that_does_not_end_is_408(string server)
    {
        using var raw = await RawClient.OpenAsync(await proxy.Proxy.UrlAsync(server));
        await raw.SendAsync("GET / HTTP/1.1\nHost: a\n");
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        var answer = raw.ReadToEndAsync();
        try
        {
            while (!answer.IsCompleted && await pace.WaitForNextTickAsync()) await raw.SendAsync("X: y\n");
        }
        catch (IOException)
        {
            output.WriteLine("It was closed while more was sent.");
        }

        Assert.StartsWith("HTTP/1.1 408 ", await answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_idle_connection_ends()
    {
        using var raw = await RawClient.OpenAsync(proxy.Url);
        await raw.SendAsync("HEAD / HTTP/1.1\nHost: a\n\n");
        await raw.ReadHeadAsync();
        await AssertCutAsync(raw, "", TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_body_that_does_not_come_ends_the_connection()
    {
        using var raw = await RawClient.OpenAsync(proxy.Url);
        await raw.SendAsync("POST /upload HTTP/1.1\nHost: a\nContent-Length: 100000\n\nx");
        var start = Stopwatch.GetTimestamp();
        var answer = await raw.ReadToEndAsync();
        output.WriteLine($"{Stopwatch.GetElapsedTime(start)}: {answer}");
        Assert.DoesNotContain("HTTP/1.1 2", answer, StringComparison.Ordinal);
    }

    private async Task AssertCutAsync(RawClient raw, string expected, TimeSpan limit)
    {
        var start = Stopwatch.GetTimestamp();
        Assert.Equal(expected, await raw.ReadToEndAsync());
        var after = Stopwatch.GetElapsedTime(start);
        output.WriteLine($"{after}");
        Assert.InRange(after, limit - TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
    }
}
