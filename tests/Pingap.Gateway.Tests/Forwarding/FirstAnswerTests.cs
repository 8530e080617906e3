using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Forwarding;
using Pingap.Gateway.Tests.Proxying;
using Pingap.Testing.Backends;

namespace Pingap.Gateway.Tests.Forwarding;

public sealed class FirstAnswerTests
{
    [Fact]
    public async Task The_end_of_a_connection_that_never_carried_an_answer_is_a_failure()
    {
        var failure = await Assert.ThrowsAsync<HttpIOException>(() => new FirstAnswer().Watch(new(0), isWaiting: false).AsTask());
        Assert.Equal(HttpRequestError.ResponseEnded, failure.HttpRequestError);
    }

    [Fact]
    public async Task The_end_of_a_connection_that_has_carried_one_is_an_end()
    {
        var answer = new FirstAnswer();
        Assert.Equal(0, await answer.Watch(new(0), isWaiting: true));
        Assert.Equal(7, await answer.Watch(new(7), isWaiting: false));
        Assert.Equal(0, await answer.Watch(new(0), isWaiting: false));
    }

    [Theory]
    [InlineData(UpstreamProtocol.Http1)]
    [InlineData(UpstreamProtocol.Http2OrHttp1)]
    public async Task Over_TLS_too_a_request_that_may_be_repeated_reaches_a_backend_that_hangs_up_once(UpstreamProtocol protocol)
    {
        using var certificate = TestCertificate.For("inner.example");
        var received = 0;
        await using var backend = await HttpBackend.StartAsync(
            context =>
            {
                Interlocked.Increment(ref received);
                context.Abort();
                return Task.CompletedTask;
            },
            HttpProtocols.Http1,
            _ => certificate);
        var upstream = Given.Upstream(backend.Address) with { Protocol = protocol, Tls = new("inner.example", VerifyCertificate: false) };
        await using var front = await Front.StartAsync(upstream);
        Assert.Equal(HttpStatusCode.BadGateway, (await front.Client.GetAsync("/", front.Deadline)).StatusCode);
        Assert.Equal(1, received);
    }
}
