using Pingap.Actors.Configuration;
using Pingap.Gateway.Tests.Proxying;
using Pingap.Testing.Backends;

namespace Pingap.Gateway.Tests.Forwarding;

/// <summary>One connection after another says the same again, and each request gets the header that is its own.</summary>
public sealed class RepeatedHeaderTests
{
    private const string Good = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    [Fact]
    public async Task The_same_header_again_is_sent_as_it_was_but_for_the_request_line()
    {
        var heads = await HeadsAsync(Given.Location(), "GET /a HTTP/1.1\r\nHost: x\r\nX-Tag: 1\r\n\r\n", "GET /b HTTP/1.1\r\nHost: x\r\nX-Tag: 1\r\n\r\n", "HEAD /a HTTP/1.1\r\nHost: x\r\nX-Tag: 1\r\n\r\n");
        Assert.Contains("\r\nX-Tag: 1\r\n", heads[0], StringComparison.Ordinal);
        Assert.Equal(heads[0].Replace("GET /a ", "GET /b ", StringComparison.Ordinal), heads[1]);
        Assert.Equal(heads[0].Replace("GET /a ", "HEAD /a ", StringComparison.Ordinal), heads[2]);
    }

    [Fact]
    public async Task What_a_client_changes_between_two_requests_is_what_the_backend_gets()
    {
        var heads = await HeadsAsync(
            Given.Location(),
            "GET / HTTP/1.1\r\nHost: x\r\nX-Tag: 1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nX-Tag: 2\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: y\r\nX-Tag: 2\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: y\r\nX-Tag: 2\r\nConnection: X-Tag\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: y\r\n\r\n");
        Assert.Equal(["1", "2", "2", null, null], heads.Select(head => Given.FieldOf(head, "X-Tag")));
        Assert.Equal(["x", "x", "y", "y", "y"], heads.Select(head => Given.FieldOf(head, "Host")));
        Assert.Equal(["x", "x", "y", "y", "y"], heads.Select(head => Given.FieldOf(head, "X-Forwarded-Host")));
    }

    [Fact]
    public async Task A_body_is_framed_for_the_request_that_has_it()
    {
        var heads = await HeadsAsync(
            Given.Location(),
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi",
            "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Equal(["0", "2", "2", null], heads.Select(head => Given.FieldOf(head, "Content-Length")));
    }

    [Fact]
    public async Task A_rule_with_a_variable_is_worked_out_for_each_request()
    {
        var location = Given.Location() with { RequestHeaders = [Given.Set("X-Path", VariableKind.Uri)] };
        var heads = await HeadsAsync(location, "GET /a HTTP/1.1\r\nHost: x\r\n\r\n", "GET /b HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Equal(["/a", "/b"], heads.Select(head => Given.FieldOf(head, "X-Path")));
    }

    [Fact]
    public async Task A_changed_location_holds_for_the_next_request_of_the_same_connection()
    {
        await using var backend = RawBackend.Answering(Good);
        await using var front = await Front.StartAsync(Given.Upstream(backend.Address), Given.Location() with { RequestHeaders = [Given.Set("X-Rule", "old")] });
        using var client = await front.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        await client.ReadHeadAsync();
        front.Publish(Given.Location() with { RequestHeaders = [Given.Set("X-Rule", "new")] }, Given.Upstream(backend.Address));
        await client.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        await client.ReadHeadAsync();
        Assert.Equal("old", Given.FieldOf(await backend.Heads.ReadAsync(front.Deadline), "X-Rule"));
        Assert.Equal("new", Given.FieldOf(await backend.Heads.ReadAsync(front.Deadline), "X-Rule"));
    }

    private static async Task<string[]> HeadsAsync(LocationConfig location, params string[] requests)
    {
        await using var backend = RawBackend.Answering(Good);
        await using var front = await Front.StartAsync(Given.Upstream(backend.Address), location);
        using var client = await front.ConnectAsync();
        var heads = new List<string>();
        foreach (var request in requests)
        {
            await client.SendAsync(request);
            Assert.StartsWith("HTTP/1.1 200 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
            heads.Add(await backend.Heads.ReadAsync(front.Deadline));
        }

        return [.. heads];
    }
}
