using System.Net;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pingap.EndToEnd.Tests.Running;

namespace Pingap.EndToEnd.Tests.Protocols;

/// <summary>How calls end whose backend is lost: in words of gRPC, and never as if they were complete.</summary>
public sealed class GrpcFailureTests(GrpcFailureTests.World world) : IClassFixture<GrpcFailureTests.World>
{
    private const string Grpc = "application/grpc";
    private const string Unavailable = "14";
    private const string DeadlineExceeded = "4";

    // A message of ten octets, of which four have come.
    private static readonly byte[] HalfAMessage = [0, 0, 0, 0, 10, 1, 2, 3, 4];

    public static TheoryData<string> Losses => ["reset", "refused", "connection"];

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_backend_that_is_lost_in_its_answer_is_unavailable(string loss)
    {
        var isSeen = new TaskCompletionSource();
        var path = world.Serve(async http =>
        {
            await BeginAsync(http, Grpc);
            await isSeen.Task.InTime();
            Lose(http, loss);
        });
        using var response = await world.CallAsync(path, Grpc);
        await ReadEndAsync(response, isSeen);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([Unavailable], Trailer(response, "grpc-status"));
        Assert.Matches("^the answer was broken off \\(request id [0-9a-f]{32}\\)$", Assert.Single(Trailer(response, "grpc-message")));
    }

    [Fact]
    public async Task A_deadline_in_the_middle_of_an_answer_is_told_so()
    {
        var path = world.Serve(async http =>
        {
            await BeginAsync(http, "application/grpc+proto");
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        using var response = await world.CallAsync($"/hurried{path}", "application/grpc+proto");
        await ReadEndAsync(response, new());

        Assert.Equal([DeadlineExceeded], Trailer(response, "grpc-status"));
    }

    [Theory]
    [InlineData("text/plain", Grpc)]
    [InlineData(Grpc, "text/plain")]
    [InlineData("application/grpc-web", "application/grpc-web")]
    public async Task What_is_no_call_or_no_answer_to_one_is_reset(string asked, string answered)
    {
        var isSeen = new TaskCompletionSource();
        var path = world.Serve(async http =>
        {
            await BeginAsync(http, answered);
            await isSeen.Task.InTime();
            Lose(http, "reset");
        });
        using var response = await world.CallAsync(path, asked);

        await Assert.ThrowsAnyAsync<IOException>(() => ReadEndAsync(response, isSeen));
    }

    [Fact]
    public async Task An_answer_that_is_shorter_than_its_length_is_reset()
    {
        var isSeen = new TaskCompletionSource();
        var path = world.Serve(async http =>
        {
            http.Response.ContentLength = 100;
            await BeginAsync(http, Grpc);
            await isSeen.Task.InTime();
            Lose(http, "reset");
        });
        using var response = await world.CallAsync(path, Grpc);

        await Assert.ThrowsAnyAsync<IOException>(() => ReadEndAsync(response, isSeen));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_backend_that_is_lost_before_its_answer_is_unavailable(string loss)
    {
        var path = world.Serve(http =>
        {
            Lose(http, loss);
            return Task.CompletedTask;
        });
        using var response = await world.CallAsync(path, Grpc);

        await AssertAnswerAsync(response, Unavailable, "^Bad Gateway ");
    }

    [Theory]
    [InlineData("/down/Call", Unavailable, "^Bad Gateway |^Service Unavailable ")]
    [InlineData("/nowhere/Call", "12", "^Not Found ")]
    public async Task A_call_that_the_proxy_answers_itself_has_a_status_in_its_head(string path, string status, string message)
    {
        using var response = await world.CallAsync(path, Grpc);

        await AssertAnswerAsync(response, status, message);
    }

    [Fact]
    public async Task The_log_has_the_status_of_HTTP()
    {
        using var response = await world.CallAsync("/nowhere/logged", Grpc);

        await world.Proxy.Process.WaitForLineAsync(line => line.Contains("/nowhere/logged", StringComparison.Ordinal) && line.Contains("404", StringComparison.Ordinal));
    }

    private static async Task AssertAnswerAsync(HttpResponseMessage response, string status, string message)
    {
        Assert.Equal((HttpStatusCode.OK, Grpc), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Matches(message, Assert.Single(response.Field("grpc-message")));
        Assert.Equal([status], response.Field("grpc-status"));
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    private static async Task BeginAsync(HttpContext http, string type)
    {
        http.Response.ContentType = type;
        await http.Response.Body.WriteAsync(HalfAMessage);
        await http.Response.Body.FlushAsync();
    }

    private static void Lose(HttpContext http, string how)
    {
        const int RefusedStream = 7;
        const int InternalError = 2;
        if (how is "connection") http.Features.Get<IConnectionLifetimeFeature>()!.Abort();
        else http.Features.Get<IHttpResetFeature>()!.Reset(how is "refused" ? RefusedStream : InternalError);
    }

    /// <summary>Reads what the backend has sent, and to the end what the proxy makes of it.</summary>
    private static async Task ReadEndAsync(HttpResponseMessage response, TaskCompletionSource isSeen)
    {
        await using var body = await response.Content.ReadAsStreamAsync();
        var begun = new byte[HalfAMessage.Length];
        await body.ReadExactlyAsync(begun, Deadline.Token);
        Assert.Equal(HalfAMessage, begun);
        isSeen.SetResult();
        Assert.Equal(0, await body.ReadAsync(begun, Deadline.Token));
    }

    private static IEnumerable<string> Trailer(HttpResponseMessage response, string name) => response.TrailingHeaders.TryGetValues(name, out var values) ? values : [];

    public sealed class World : ProxyFixture
    {
        private Backend? _backend;

        /// <summary>Has the backend answer so below a new path.</summary>
        public string Serve(RequestDelegate answer) => _backend!.Serve(answer);

        /// <summary>Calls; ends with the head of the answer.</summary>
        public async Task<HttpResponseMessage> CallAsync(string path, string type)
        {
            var request = Clients.Request("2.0", HttpMethod.Post, path);
            request.Content = new ByteArrayContent([0, 0, 0, 0, 0]);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            request.Headers.TE.Add(new("trailers"));
            return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Deadline.Token);
        }

        protected override async Task<string> ConfigureAsync()
        {
            _backend = await BackendAsync(new() { Protocols = HttpProtocols.Http2 });
            return $"""
                [basic]
                log_level = "debug"

                [upstreams.grpc]
                addrs = ["{_backend.Address}"]
                alpn = "h2"

                [upstreams.down]
                addrs = ["127.0.0.1:1"]
                alpn = "h2"

                [locations.down]
                upstream = "down"
                path = "/down/"

                [locations.hurried]
                upstream = "grpc"
                path = "/hurried"
                rewrite = "/"
                request_timeout = "1s"

                [locations.grpc]
                upstream = "grpc"
                path = "/test-"
                path_boundary = false

                [servers.http]
                addr = "127.0.0.1:0"
                locations = ["down", "hurried", "grpc"]
                enabled_h2 = true
                """;
        }
    }
}
