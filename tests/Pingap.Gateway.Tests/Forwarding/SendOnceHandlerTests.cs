using Pingap.Gateway.Forwarding;
using Pingap.Testing.Backends;

namespace Pingap.Gateway.Tests.Forwarding;

public sealed class SendOnceHandlerTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("POST")]
    [InlineData("PATCH")]
    [InlineData("PURGE")]
    public async Task A_request_that_must_not_be_repeated_reaches_a_backend_that_hangs_up_once(string method)
    {
        await using var backend = new RawBackend(_ => Task.CompletedTask);
        using var client = new HttpMessageInvoker(new SendOnceHandler(new SocketsHttpHandler { UseProxy = false }));
        using var request = new HttpRequestMessage(new HttpMethod(method), $"http://{backend.Address}/");

        await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(request, CancellationToken.None).WaitAsync(Deadline));

        Assert.True(backend.Heads.TryRead(out _));
        Assert.False(backend.Heads.TryRead(out _));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task A_request_that_may_be_repeated_is_sent_as_it_is(string method)
    {
        await using var backend = RawBackend.Answering("HTTP/1.1 204 No Content\r\n\r\n");
        using var client = new HttpMessageInvoker(new SendOnceHandler(new SocketsHttpHandler { UseProxy = false }));
        using var request = new HttpRequestMessage(new HttpMethod(method), $"http://{backend.Address}/");

        using var answer = await client.SendAsync(request, CancellationToken.None).WaitAsync(Deadline);

        Assert.True(backend.Heads.TryRead(out var head));
        Assert.DoesNotContain("Content-Length", head, StringComparison.OrdinalIgnoreCase);
    }
}
