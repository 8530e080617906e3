using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Forwarding;
using Pingap.Gateway.Tests.Proxying;
using Pingap.Testing.Backends;

namespace Pingap.Gateway.Tests.Forwarding;

/// <summary>That a message arrives as it was sent.</summary>
public sealed class MessageTests
{
    private const string WithTrailer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Checksum\r\nConnection: close\r\n\r\n"
        + "4\r\nbody\r\n0\r\nX-Checksum: abc\r\nContent-Length: 3\r\n\r\n";

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("PROPFIND")]
    public async Task Every_method_is_forwarded(string method)
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        await using var front = await Front.StartAsync(backend.Address);
        var response = await front.SendAsync(new(new(method), "/a"));
        Assert.StartsWith($"{method} /a ", await response.Content.ReadAsStringAsync(front.Deadline), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/a%2Fb/../c%41?x=%20", "/a%2Fb/../c%41?x=%20")]
    [InlineData("//double//slash/", "//double//slash/")]
    [InlineData("/?", "/?")]
    [InlineData("/q?a=b?c&d=%zz", "/q?a=b?c&d=%zz")]
    [InlineData("http://a/absolute%2f?x", "/absolute%2f?x")]
    [InlineData("http://a/absolute?", "/absolute?")]
    [InlineData("http://a?", "/?")]
    [InlineData("http://a", "/")]
    public async Task The_target_goes_out_as_it_came_in(string target, string forwarded)
    {
        await using var backend = RawBackend.Answering("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
        await using var front = await Front.StartAsync(backend.Address);
        using var client = await front.ConnectAsync();
        await client.SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 204 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
        var head = await backend.Heads.ReadAsync(front.Deadline);
        Assert.StartsWith($"GET {forwarded} HTTP/1.1\r\n", head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpProtocols.Http1, true)]
    [InlineData(HttpProtocols.Http1, false)]
    [InlineData(HttpProtocols.Http2, true)]
    [InlineData(HttpProtocols.Http2, false)]
    public async Task Ten_megabytes_go_up_and_come_down_unchanged(HttpProtocols protocols, bool isSized)
    {
        await using var backend = await HttpBackend.StartAsync(
            async context =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                context.Response.ContentLength = context.Request.ContentLength;
                await context.Response.Body.WriteAsync(body.ToArray());
            },
            protocols);
        var upstream = Given.Upstream(backend.Address) with
        {
            Protocol = protocols is HttpProtocols.Http2 ? UpstreamProtocol.Http2 : UpstreamProtocol.Http1,
        };
        await using var front = await Front.StartAsync(upstream, protocols: protocols);
        var sent = RandomNumberGenerator.GetBytes(10_000_000);
        HttpContent content = new ByteArrayContent(sent);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = isSized ? content : new UnsizedContent(content) };
        var response = await front.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(isSized ? sent.Length : null, response.Content.Headers.ContentLength);
        Assert.Equal(sent, await response.Content.ReadAsByteArrayAsync(front.Deadline));
    }

    [Fact]
    public async Task The_answer_to_HEAD_has_the_length_and_no_body()
    {
        await using var backend = await HttpBackend.StartAsync(context =>
        {
            context.Response.ContentLength = 42;
            return Task.CompletedTask;
        });
        await using var front = await Front.StartAsync(backend.Address);
        var response = await front.SendAsync(new(HttpMethod.Head, "/"));
        Assert.Equal(42, response.Content.Headers.ContentLength);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(front.Deadline));
    }

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    public async Task A_status_without_a_body_has_none_and_the_connection_goes_on(int status)
    {
        await using var backend = await HttpBackend.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.ETag = "\"v1\"";
            return Task.CompletedTask;
        });
        await using var front = await Front.StartAsync(backend.Address);
        using var client = await front.ConnectAsync();
        for (var i = 0; i < 2; i++)
        {
            await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            var head = await client.ReadHeadAsync();
            Assert.StartsWith($"HTTP/1.1 {status} ", head, StringComparison.Ordinal);
            Assert.Contains("ETag: \"v1\"\r\n", head, StringComparison.Ordinal);
            Assert.DoesNotContain("Transfer-Encoding", head, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Redirects_and_encoded_bodies_are_the_clients_business()
    {
        await using var backend = await HttpBackend.StartAsync(context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = "/elsewhere";
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.WriteAsync("not really gzip");
        });
        await using var front = await Front.StartAsync(backend.Address);
        var response = await front.Client.GetAsync("/", front.Deadline);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("gzip", response.Content.Headers.ContentEncoding.Single());
        Assert.Equal("not really gzip", await response.Content.ReadAsStringAsync(front.Deadline));
    }

    [Fact]
    public async Task Trailers_of_the_response_reach_clients_of_HTTP_2()
    {
        await using var backend = RawBackend.Answering(WithTrailer);
        await using var front = await Front.StartAsync(Given.Upstream(backend.Address), protocols: HttpProtocols.Http2);
        var response = await front.Client.GetAsync("/", front.Deadline);
        Assert.Equal("body", await response.Content.ReadAsStringAsync(front.Deadline));
        Assert.Equal("abc", response.TrailingHeaders.GetValues("X-Checksum").Single());
        Assert.False(response.TrailingHeaders.Contains("Content-Length"));
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n", "0\r\n\r\n", "body")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n", "1\r\n!\r\n0\r\n\r\n", "body!")]
    [InlineData("Content-Length: 5\r\n\r\nbody", "!", "body!")]
    [InlineData("Content-Length: 1\r\n\r\n", "!", "!")]
    [InlineData("Connection: close\r\n\r\nbody", "!", "body!")]
    public async Task The_end_of_a_response_that_comes_by_itself_is_sent_on(string first, string rest, string body)
    {
        var isThere = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var backend = new RawBackend(async connection =>
        {
            await connection.SendAsync($"HTTP/1.1 200 OK\r\n{first}");
            await isThere.Task;
            await connection.SendAsync(rest);
        });
        await using var front = await Front.StartAsync(backend.Address);
        // The fallback keeps the head of a response whose length is known until some of its body is there.
        if (ForwarderChoice.Default is ForwarderKind.Yarp) isThere.SetResult();
        using var response = await front.Client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead, front.Deadline);
        isThere.TrySetResult();
        Assert.Equal(body, await response.Content.ReadAsStringAsync(front.Deadline));
    }

    [Fact]
    public async Task Trailers_of_the_response_reach_clients_of_HTTP_1_1_or_are_not_promised()
    {
        await using var backend = RawBackend.Answering(WithTrailer);
        await using var front = await Front.StartAsync(backend.Address);
        var response = await front.Client.GetAsync("/", front.Deadline);
        Assert.Equal("body", await response.Content.ReadAsStringAsync(front.Deadline));
        // The fallback has no way to send them.
        string[] expected = ForwarderChoice.Default is ForwarderKind.Own ? ["X-Checksum"] : [];
        Assert.Equal(expected, response.Headers.Trailer);
        Assert.Equal(expected, response.TrailingHeaders.Select(field => field.Key));
    }

    [Fact]
    public async Task Trailers_are_not_promised_to_clients_that_cannot_get_them()
    {
        await using var backend = RawBackend.Answering(WithTrailer);
        await using var front = await Front.StartAsync(backend.Address);
        using var client = await front.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.0\r\nHost: a\r\n\r\n");
        var answer = await client.ReadToEndAsync();
        Assert.EndsWith("\r\n\r\nbody", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Trailer", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Field_values_keep_their_octets_and_repeated_fields_their_lines()
    {
        await using var backend = RawBackend.Answering(
            "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await using var front = await Front.StartAsync(backend.Address);
        using var client = await front.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nX-Empty:\r\nCookie: c=3; d=4\r\n\r\n");
        var response = await client.ReadHeadAsync();
        Assert.Contains("Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n", response, StringComparison.Ordinal);
        var head = await backend.Heads.ReadAsync(front.Deadline);
        Assert.Contains("Cookie: c=3; d=4\r\n", head, StringComparison.Ordinal);
        Assert.Contains("X-Empty: \r\n", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bodiless_request_keeps_its_content_type()
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        await using var front = await Front.StartAsync(backend.Address);
        using var client = await front.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n");
        Assert.Contains("content-type: application/json", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expect_100_continue_is_answered_when_the_backend_wants_the_body()
    {
        await using var backend = await HttpBackend.StartAsync(HttpBackend.EchoAsync);
        await using var front = await Front.StartAsync(backend.Address);
        using var client = await front.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 100 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
        await client.SendAsync("body");
        Assert.Contains("\n\nbody", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_asked_to_wait_for_a_body_that_does_not_come()
    {
        await using var backend = RawBackend.Answering("HTTP/1.1 204 No Content\r\n\r\n");
        await using var front = await Front.StartAsync(backend.Address);
        using var client = await front.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 204 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("Expect", await backend.Heads.ReadAsync(front.Deadline), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Expect_100_continue_is_answered_with_the_backends_refusal_before_the_body_is_sent()
    {
        await using var backend = await HttpBackend.StartAsync(context =>
        {
            context.Response.StatusCode = 401;
            return Task.CompletedTask;
        });
        await using var front = await Front.StartAsync(backend.Address);
        using var client = await front.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5000\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 401 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
    }
}
