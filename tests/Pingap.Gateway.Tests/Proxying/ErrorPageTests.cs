using System.Net;
using System.Text.Json;
using Pingap.Actors.Configuration;
using Pingap.Gateway.Proxying;

namespace Pingap.Gateway.Tests.Proxying;

public sealed class ErrorPageTests
{
    private static readonly LocationConfig Elsewhere = Given.Location() with { Path = new(PathPatternKind.Exact, "/elsewhere", false) };

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("*/*", false)]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", false)]
    [InlineData("application/json", true)]
    [InlineData("application/json, */*", true)]
    [InlineData("application/problem+json", true)]
    [InlineData("text/html;q=0.5, application/json", true)]
    [InlineData("text/html, application/json;q=0.5", false)]
    [InlineData("application/*", true)]
    [InlineData("text/*", false)]
    [InlineData("not an accept", false)]
    public void Accept_decides_between_HTML_and_JSON(string? accept, bool isJson) => Assert.Equal(isJson, ErrorPage.PrefersJson(accept));

    [Fact]
    public async Task What_the_client_sent_is_escaped()
    {
        await using var front = await Front.StartAsync(Given.Upstream(), Elsewhere);
        using var client = await front.ConnectAsync();
        await client.SendAsync("GET /<script>alert(1)</script> HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        var page = await client.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 404 ", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_is_JSON_whatever_the_path()
    {
        await using var front = await Front.StartAsync(Given.Upstream(), Elsewhere);
        using var client = await front.ConnectAsync();
        await client.SendAsync("GET /\"<\\ HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\nConnection: close\r\n\r\n");
        var page = await client.ReadToEndAsync();
        using var json = JsonDocument.Parse(page[(page.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        Assert.Equal("/\"<\\", json.RootElement.GetProperty("path").GetString());
        Assert.Equal(404, json.RootElement.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_page_has_its_length_is_not_stored_and_carries_the_request_id()
    {
        await using var front = await Front.StartAsync(Given.Upstream(), Elsewhere);
        var response = await front.Client.GetAsync("/", front.Deadline);
        var page = await response.Content.ReadAsStringAsync(front.Deadline);
        Assert.Equal(page.Length, response.Content.Headers.ContentLength);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Matches("Request id: <code>[0-9a-f]{32}</code>", page);
    }

    [Fact]
    public async Task A_page_for_HEAD_has_the_length_and_no_body()
    {
        await using var front = await Front.StartAsync(Given.Upstream(), Elsewhere);
        var response = await front.SendAsync(new(HttpMethod.Head, "/"));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.True(response.Content.Headers.ContentLength > 0);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(front.Deadline));
    }

    [Fact]
    public async Task A_page_says_nothing_of_the_inside()
    {
        var backend = new BackendAddress("127.0.0.1", 1);
        await using var front = await Front.StartAsync(backend);
        var page = await (await front.Client.GetAsync("/", front.Deadline)).Content.ReadAsStringAsync(front.Deadline);
        Assert.Contains("502", page, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", page, StringComparison.Ordinal);
        Assert.DoesNotContain("api", page, StringComparison.Ordinal);
        Assert.DoesNotContain("refused", page, StringComparison.OrdinalIgnoreCase);
    }
}
